import { describeConfig, loadConfig } from '#platform';

const load = () => loadConfig({ env: process.env, cwd: process.cwd() });

/** `bottega config show`: every value, and which layer it came from. */
export async function runConfigShow({ json }: { json?: boolean }): Promise<void> {
  const lines = describeConfig(load());
  if (json) {
    process.stdout.write(`${JSON.stringify(lines)}\n`);
    return;
  }
  for (const { key, value, source } of lines) process.stdout.write(`${key.padEnd(14)} ${value.padEnd(40)} ${source}\n`);
}

/** `bottega config validate`: throws with every mistake at once. */
export async function runConfigValidate({ json }: { json?: boolean }): Promise<void> {
  load();
  process.stdout.write(json ? '{"valid":true}\n' : 'The configuration is right.\n');
}
