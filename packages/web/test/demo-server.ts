import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { clientFolder, createWebHandler } from '../src/handler.ts';
import { buildPages } from './build-pages.ts';
import { createDemoContext, NONCE } from './fixture/demo-context.ts';
import { picturesFolder } from './fixture/demo-products.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webp': 'image/webp',
  '.jpeg': 'image/webp',
};

/** Stricter than the server's own: not even a style attribute is let through. */
const POLICY = `default-src 'self'; script-src 'self' 'nonce-${NONCE}'; style-src 'self'; base-uri 'none'; form-action 'self'`;

/**
 * The built pages over HTTP with the fixture's shop behind them. `port` 0 takes a free one.
 * Run by itself (`node packages/web/test/demo-server.ts 4001`) it shows the storefront to whoever works on it.
 */
export async function startDemoServer(port: number): Promise<{ origin: string; close(): Promise<void> }> {
  await buildPages();
  const handle = await createWebHandler();
  const clientFiles = readClientFiles();
  const contextFor = createDemoContext();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    response.setHeader('content-type', TYPES[extname(url.pathname)] ?? 'application/octet-stream');
    const built = clientFiles.get(url.pathname);
    if (built) return void response.end(built);
    const picture = pictureFor(url.pathname);
    if (picture) return pipeline(createReadStream(picture), response);
    const page = await handle(toRequest(request, url), contextFor(url.pathname.startsWith('/s/fornace') ? 'path' : 'host'));
    response.writeHead(page.status, [...page.headers, ['content-security-policy', POLICY]].flat());
    if (page.body) await pipeline(Readable.fromWeb(page.body as NodeStream), response);
    else response.end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toRequest(request: IncomingMessage, url: URL): Request {
  const headers = new Headers({ ...(request.headers as Record<string, string>), 'x-request-id': crypto.randomUUID() });
  if (request.method !== 'POST') return new Request(url, { headers });
  return new Request(url, { method: 'POST', headers, body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } as RequestInit);
}

/** The built scripts, styles and fonts by address, in memory: a build that runs meanwhile changes nothing here. */
function readClientFiles(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(clientFolder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return new Map(paths.map((path) => [`/${relative(clientFolder, path).replaceAll('\\', '/')}`, readFileSync(path)]));
}

const pictures: ReadonlySet<string> = new Set(readdirSync(picturesFolder));

/** A demo picture in place of any of its sizes. */
function pictureFor(path: string): string | undefined {
  const name = `${basename(path, extname(path))}.webp`;
  return path.includes('/files/') && pictures.has(name) ? join(picturesFolder, name) : undefined;
}

if (import.meta.main) {
  const { origin } = await startDemoServer(Number(process.argv[2] ?? 4001));
  console.log(`${origin}/s/fornace/`);
}
