import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Ground } from '#platform';
import type { AppEnv } from './app-env.ts';
import { serveSecurityTxt } from './security-txt.ts';

const clock = { now: () => Temporal.Instant.from('2026-11-20T10:00:00.123Z') };

function ask(securityContact: string | undefined): Response | Promise<Response> {
  const app = new Hono<AppEnv>();
  serveSecurityTxt(app, { config: { securityContact, publicUrl: 'https://shop.example' } } as Ground, clock);
  return app.request('/.well-known/security.txt');
}

test('says where to report a weakness, for half a year, where somebody wants to know', async () => {
  const answer = await ask('mailto:security@shop.example');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect((await answer.text()).split('\n')).toEqual([
    'Contact: mailto:security@shop.example',
    'Expires: 2027-05-19T10:00:00Z',
    'Canonical: https://shop.example/.well-known/security.txt',
    'Preferred-Languages: en',
    '',
  ]);
  expect((await ask(undefined)).status).toBe(404);
});
