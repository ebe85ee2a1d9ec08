import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AppEnv } from './app-env.ts';
import { answerError } from './errors.ts';
import { limitTime } from './time-limit.ts';

const told: string[] = [];

const app = new Hono<AppEnv>();
app.onError(answerError(pino({ level: 'silent' })));
app.use(limitTime(100));
app.post('/slow', async (c) => {
  await sleep(5_000, undefined, { signal: c.var.signal }).catch(() => told.push((c.var.signal.reason as { code: string }).code));
  return c.text('done');
});
app.get('/stream', (c) => {
  const body = new ReadableStream({
    async pull(controller) {
      await sleep(250);
      controller.enqueue(new TextEncoder().encode('late'));
      controller.close();
    },
  });
  return c.body(body, 200, { 'content-type': 'text/event-stream' });
});
app.get('/quick', (c) => c.text('done'));

test('who waits too long is told so, and the work to stop', async () => {
  const answer = await app.request('/slow', { method: 'POST' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([504, 'took_too_long']);
  await expect.poll(() => told).toEqual(['took_too_long']);
});

test('an upload takes its time, a stream goes on, and what is quick is not kept', async () => {
  const upload = Promise.resolve(
    app.request('/slow', { method: 'POST', body: 'x', headers: { 'content-type': 'application/octet-stream' } }),
  );
  expect(await Promise.race([upload.then(() => 'answered'), sleep(300, 'still taken')])).toBe('still taken');
  expect(await (await app.request('/stream')).text()).toBe('late');
  expect(await (await app.request('/quick')).text()).toBe('done');
});
