import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WebContext } from 'bottega/web-context';

const build = join(import.meta.dirname, '..', 'build');

/** Absolute path of the folder with scripts, styles and fonts: served at '/', `assets/` immutable, as their names carry their content. */
export const clientFolder = join(build, 'client');

type Pages = { handleRequest(request: Request, context: WebContext): Promise<Response> };

/**
 * Loads the built pages. The returned function answers every request that is neither a file nor the API's.
 * @throws Error when the pages were never built.
 */
export async function createWebHandler(): Promise<(request: Request, context: WebContext) => Promise<Response>> {
  const bundle = join(build, 'server', 'index.js');
  if (!existsSync(bundle)) throw new Error('The pages are not built. Run `npm run build`, then start again.');
  const pages = (await import(pathToFileURL(bundle).href)) as Pages;
  return pages.handleRequest;
}
