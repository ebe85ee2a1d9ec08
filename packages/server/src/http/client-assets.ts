import { readdirSync } from 'node:fs';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

/** The scripts, styles and fonts of the pages. The build is read once: what it holds does not change while we run. */
export function serveClientAssets(clientFolder: string) {
  const files = listFiles(clientFolder);
  const serve = serveStatic<AppEnv>({
    root: clientFolder,
    onFound: (_, c) => {
      // Names in assets/ carry a hash of their content.
      c.header('cache-control', c.req.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    },
  });
  return createMiddleware<AppEnv>(async (c, next) => (files.has(c.req.path) ? serve(c, next) : next()));
}

function listFiles(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Set(entries.map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}`));
}
