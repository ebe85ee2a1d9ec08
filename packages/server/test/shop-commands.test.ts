import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readZip } from '../../../e2e/zip.ts';
import { type NameServer, openNameServer } from '../src/testing/name-server.ts';
import { bottega, makeFolder, type Server, serve } from './serve.ts';

let home: Awaited<ReturnType<typeof makeFolder>>;
let data: string;
let names: NameServer;
let server: Server;
beforeAll(async () => {
  [home, names] = await Promise.all([makeFolder(), openNameServer()]);
  data = path.join(home.folder, 'data');
  server = await serve({ data, env: { BOTTEGA_DNS_SERVERS: names.address } });
});
afterAll(async () => {
  await server?.stop();
  await names?.close();
  await home?.remove();
});

/** A command beside the server, as a program reads it. */
async function run(...words: string[]): Promise<{ code: number | null; answer: Record<string, unknown> }> {
  const { code, stdout, stderr } = await bottega([...words, '--json'], { data });
  return { code, answer: JSON.parse(stdout || stderr) };
}

/** The status of the front page at a host that leads here. */
const visit = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/html' };
    http
      .get(server.url, { headers, signal: AbortSignal.timeout(20_000) }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
      .on('error', reject);
  });

const LONGEST_MS = 150_000; // each command is a process of its own

test('a shop is made, gets a domain, and is suspended', { timeout: LONGEST_MS }, async () => {
  const terms = ['--slug', 'lume', '--name', 'Lume', '--currency', 'EUR', '--country', 'IT', '--tax', '22', '--shipping', '6.50'];
  expect(await run('shop', 'create', ...terms)).toEqual({ code: 0, answer: { slug: 'lume', name: 'Lume' } });
  const host = ['--shop', 'lume', '--host', 'lume.example.com'];
  const { answer: added } = await run('shop', 'domain', 'add', ...host);
  expect(await run('shop', 'domain', 'verify', ...host)).toMatchObject({ code: 1, answer: { code: 'domain_not_verified' } });
  const { record } = added as { record: { name: string; value: string } };
  names.records.set(record.name, [record.value]);
  expect(await run('shop', 'domain', 'verify', ...host)).toMatchObject({ code: 0, answer: { state: 'verified' } });
  await expect.poll(() => visit('lume.example.com'), { timeout: 5_000 }).toBe(200);
  const origins = ['https://blog.example', 'https://lume.example'];
  expect(await run('shop', 'origins', '--shop', 'lume', '--set', origins.join(', '))).toEqual({ code: 0, answer: { origins } });
  expect(await run('shop', 'origins', '--shop', 'lume', '--set', 'blog.example')).toMatchObject({ code: 2 });
  expect(await run('shop', 'origins', '--shop', 'lume')).toEqual({ code: 0, answer: { origins } });
  expect(await run('shop', 'suspend', '--shop', 'lume', '--reason', 'The rent is open.')).toMatchObject({ code: 0 });
  await expect.poll(() => visit('lume.example.com'), { timeout: 5_000 }).toBe(503);
  expect(await run('shop', 'resume', '--shop', 'lume')).toMatchObject({ code: 0, answer: { state: 'open' } });
});

test('it is verified, taken out and deleted', { timeout: LONGEST_MS }, async () => {
  const file = path.join(home.folder, 'lume.zip');
  const forged = `9999:${'0'.repeat(64)}`;
  const [verified, suspected, exported, refused] = await Promise.all([
    run('audit', 'verify', '--shop', 'lume'),
    run('audit', 'verify', '--shop', 'lume', '--head', forged),
    run('shop', 'export', '--shop', 'lume', '--to', file),
    run('shop', 'delete', '--shop', 'lume', '--confirm', 'lum'),
  ]);
  expect(verified).toMatchObject({ code: 0, answer: [{ shop: 'lume', faults: [] }] });
  expect(suspected).toMatchObject({ code: 1, answer: [{ faults: [{ kind: 'missing', sequence: 9999 }] }] });
  expect(exported).toMatchObject({ code: 0, answer: { file } });
  expect(refused).toMatchObject({ code: 2 });
  expect(String(readZip(readFileSync(file)).get('tables/shop.jsonl'))).toContain('"slug": "lume"');
  expect(await run('shop', 'export', '--shop', 'lume', '--to', file)).toMatchObject({ code: 1, answer: { code: 'conflict' } });
  expect(await run('shop', 'delete', '--shop', 'lume', '--confirm', 'lume')).toMatchObject({ code: 0, answer: { slug: 'lume' } });
  await expect.poll(() => visit('lume.example.com'), { timeout: 5_000 }).not.toBe(200);
  expect(await run('shop', 'list')).toEqual({ code: 0, answer: [] });
});
