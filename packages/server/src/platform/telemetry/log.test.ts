import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog, logFile } from './log.ts';
import { newPlace, runInScope, traceIdOf } from './scope.ts';

let data: string;

beforeEach(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'bottega-log-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const readLines = () =>
  readFileSync(logFile(data), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a line is JSON with level, time and the ids that were bound', () => {
  const log = createLog({ data, logLevel: 'info' }, 'file');
  log.child({ requestId: 'r1', shop: 'fornace' }).info({ ms: 3 }, 'answered');
  log.debug('not at this level');
  expect(readLines()).toEqual([
    expect.objectContaining({ level: 'info', requestId: 'r1', shop: 'fornace', ms: 3, msg: 'answered', time: expect.stringMatching(/Z$/) }),
  ]);
});

test('every line has the ids of the work it was written in, each once, whoever wrote it', () => {
  const log = createLog({ data, logLevel: 'info' }, 'file');
  const trace = newPlace(traceIdOf('r2'));
  runInScope({ requestId: 'r2', trace, shop: 'fornace', user: 'staff:1', workflow: 'launch:7' }, () => {
    log.info('by the ground');
    log.child({ requestId: 'r2', shop: 'fornace' }).info('by a ctx');
  });
  log.info('by nobody');
  const lines = readFileSync(logFile(data), 'utf8').trim().split('\n');
  for (const line of lines.slice(0, 2)) {
    const ids = { requestId: 'r2', trace: trace.traceId, shop: 'fornace', user: 'staff:1', workflow: 'launch:7' };
    expect(JSON.parse(line)).toMatchObject(ids);
    for (const name of Object.keys(ids)) expect(line.split(`"${name}":`).length, name).toBe(2);
  }
  expect(lines[2]).not.toContain('requestId');
});

test('secrets and addresses are struck out at any depth, whatever the case of their names', () => {
  const log = createLog({ data, logLevel: 'info' }, 'file');
  const canary = 'canary-2f81';
  log.info({
    headers: { Authorization: canary, 'Set-Cookie': [canary], accept: 'text/html' },
    input: [{ user: { password: canary, email: canary, operatorToken: canary, clientSecret: canary } }],
  });
  const text = readFileSync(logFile(data), 'utf8');
  expect(text).not.toContain(canary);
  expect(text).toContain('text/html');
});

test('an error keeps message, stack and cause, and loses secrets in them', () => {
  const log = createLog({ data, logLevel: 'info' }, 'file');
  const cause = Object.assign(new Error('refused by postgresql://app:canary-77@db:5432/shop'), { token: 'canary-77' });
  log.error({ err: new Error('GET /admin/link/canary-77 failed', { cause }) });
  const [line] = readLines();
  expect(JSON.stringify(line)).not.toContain('canary-77');
  expect(line?.err).toMatchObject({ message: 'GET /admin/link/[redacted] failed', stack: expect.stringContaining('log.test.ts') });
  expect(JSON.stringify(line?.err)).toContain('refused by postgresql://app:[redacted]@db:5432/shop');
});

test('only its owner can read the log', () => {
  createLog({ data, logLevel: 'info' }, 'file').info('here');
  expect(statSync(logFile(data)).mode & 0o077).toBe(0);
});
