import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { AppEnv } from './app-env.ts';
import type { Api } from './room-routes.ts';

const DOCUMENT_PATH = '/api/v1/openapi.json';

const INFO = {
  title: 'Bottega',
  version: '1',
  description:
    'Name the shop by the header `X-Bottega-Shop`, by its own host, or with `/s/{shop}` before the path. Errors are RFC 9457 problems: ' +
    '`code` is stable, `next` says what to do. A changing request with an `Idempotency-Key` is carried out once. Lists take `limit` and ' +
    '`cursor`, which is the `next` of the page before. What is read has an `ETag`.',
};

/** What the API is: a document for programs, and a reference for people that reads it. Both are made when first asked for. */
export function serveApiDocs(app: Hono<AppEnv>, api: Api): void {
  let document: string | undefined;
  let script: Promise<string> | undefined;

  app.get(DOCUMENT_PATH, (c) => {
    document ??= JSON.stringify(describeApi(api));
    return c.body(document, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  app.get('/api/docs/reference.js', async (c) => {
    script ??= readFile(findReference(), 'utf8');
    return c.body(await script, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=86400' });
  });
  app.get('/api/docs', (c) => {
    c.header('content-security-policy', referencePolicy(c.var.nonce));
    return c.html(renderReference(c.var.nonce));
  });
}

/** The OpenAPI document of all rooms; routes that need no shop stand first. */
export function describeApi({ ofInstallation, ofShop }: Api) {
  const config = { openapi: '3.1.0', info: INFO, servers: [{ url: '/' }] };
  const [first, second] = [ofInstallation.getOpenAPI31Document(config), ofShop.getOpenAPI31Document(config)];
  const components = {
    schemas: { ...first.components?.schemas, ...second.components?.schemas },
    parameters: { ...first.components?.parameters, ...second.components?.parameters },
  };
  return { ...second, paths: { ...first.paths, ...second.paths }, components };
}

const findReference = (): string =>
  path.join(path.dirname(createRequire(import.meta.url).resolve('@scalar/api-reference')), 'browser/standalone.js');

/** Scalar draws its pictures from data and makes workers from blobs; it may speak to this server and to nothing else. */
const referencePolicy = (nonce: string): string =>
  [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `worker-src 'self' blob:`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
  ].join('; ');

const OPTIONS = {
  url: DOCUMENT_PATH,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  documentDownloadType: 'json',
};

const renderReference = (nonce: string) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Bottega API</title>
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/docs/reference.js" nonce="${nonce}"></script>
    <script nonce="${nonce}">
      Scalar.createApiReference('#reference', ${raw(JSON.stringify(OPTIONS))});
    </script>
  </body>
</html>`;
