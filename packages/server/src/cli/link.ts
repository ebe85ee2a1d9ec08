import { findRunning } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { withAuth } from './visit.ts';

/** `bottega link`: an address that signs a member of staff in once, within 15 minutes. */
export async function runLink(options: CommonOptions & { email: string; json?: boolean }): Promise<void> {
  const { config, log } = openSettings(options);
  const link = await withAuth({ config, log }, (auth) => auth.createSignInLink({ email: options.email }));
  const running = await findRunning(config.data);
  process.stdout.write(options.json ? `${JSON.stringify({ link })}\n` : `${link}\n`);
  if (!running && !options.json) process.stdout.write('No server is running now; start one with `npm start`, then open the link.\n');
}
