import type { Key } from './key.ts';
import { KEY_NAMES, KEYS, OTHER_VARIABLES } from './keys.ts';

const keys: Key<unknown>[] = KEY_NAMES.map((name) => KEYS[name]);
const GENERATED = 'Made from packages/server/src/platform/config/keys.ts by write-reference.ts beside it.';

/** The files that are made from the table of settings, by their path from the repository's root. */
export const references: Readonly<Record<string, () => string>> = {
  '.env.example': renderEnvExample,
  'bottega.example.toml': renderTomlExample,
  'docs/configuration.md': renderPage,
};

function renderEnvExample(): string {
  const entries = keys.map((key) => `# ${key.description}\n# Otherwise: ${key.otherwise}.\n# ${key.env[0]}=${key.example}\n`);
  return [
    `# Every variable that Bottega reads. None is needed. ${GENERATED}\n# This file is not read: set them where the program is started.\n`,
    ...entries,
  ].join('\n');
}

function renderTomlExample(): string {
  const entries = keys.map(
    (key) => `# ${key.description}\n# Otherwise: ${key.otherwise}.\n# ${key.toml} = ${JSON.stringify(key.example)}\n`,
  );
  return [
    `# Copy to bottega.toml in the folder where you start the program. ${GENERATED}\n# The command line and the environment come before this file.\n`,
    ...entries,
  ].join('\n');
}

function renderPage(): string {
  const rows = keys.map((key) => {
    const variables = key.env.map((name) => `\`${name}\``).join(' or ');
    const flag = key.flag ? `\`${key.flag}\`` : '';
    return `| ${variables} | \`${key.toml}\` | ${flag} | ${key.description} | ${key.otherwise} |`;
  });
  const others = Object.entries(OTHER_VARIABLES).map(([name, description]) => `| \`${name}\` | ${description} |`);
  return `# Configuration

<!-- ${GENERATED} -->

None is needed. A setting is looked for in four places, and the first that has it counts:

1. the command line, where there is an option for it;
2. the environment;
3. \`bottega.toml\` in the folder where the program is started, or the file that \`BOTTEGA_CONFIG\` names;
4. what stands under "otherwise".

An empty variable counts as not given. A secret, and any setting of a plugin, can stand in a file instead:
\`DATABASE_URL_FILE\` names the file that holds \`DATABASE_URL\`.

Every mistake is told at once: a value that cannot be, and a name that is not known, in the environment (\`BOTTEGA_…\`) and in the
file. \`bottega config show\` prints each value and where it came from; secrets are struck out.

| variable | in the file | option | what it is | otherwise |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

More variables are read that are no settings of the program:

| variable | what it is |
| --- | --- |
${others.join('\n')}

Variables that begin with \`TRILLIONS_\`, the program's former name, are still read, with a notice that names the new one.
`;
}
