import { ProviderError } from '@bottega/contracts';
import { fakeMail } from '@bottega/contracts/fakes';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Clock, type Ctx, inTransaction } from '../context.ts';
import { getMail } from './get-mail.ts';
import { composeLetter, type Letter } from './letter.ts';
import { listMail } from './list-mail.ts';
import { queueMail } from './queue-mail.ts';
import { resendMail } from './resend-mail.ts';
import { mailByTheMinute } from './send-mail.ts';

const post = fakeMail();
const chore = mailByTheMinute('post@example.com');
const LETTER: Letter = {
  subject: 'Your bowl',
  paragraphs: ['It is on its way.'],
  action: { label: 'See it', url: 'https://shop.example/1' },
};

let world: TestWorld;
let ctx: Ctx;
let now: Temporal.Instant;
const clock: Clock = { now: () => now };
beforeAll(async () => {
  world = await openTestWorld([post]);
});
afterAll(() => world?.close());
beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-20T10:00:00Z');
  ctx = await world.createCtx({ clock });
});

const write = (key: string, of = ctx) => queueMail(of, { key, kind: 'order.placed', to: 'ada@example.com', locale: 'en', letter: LETTER });
const states = async () => (await listMail(ctx)).items.map(({ state }) => state);
const sentCount = () => post.sent.length;

test('what was written down is sent once, however often it was asked for and however many look', async () => {
  const before = sentCount();
  await write('order:1');
  await write('order:1');
  await Promise.all([chore.run(ctx), chore.run(ctx), chore.run(ctx)]);
  await chore.run(ctx);
  expect(sentCount() - before).toBe(1);
  expect(post.sent.at(-1)).toMatchObject({ to: 'ada@example.com', from: '"Test shop" <post@example.com>', subject: 'Your bowl' });
  expect(await states()).toEqual(['sent']);
});

test('what is rolled back is not sent', async () => {
  const before = sentCount();
  const failing = inTransaction(ctx, async (tx) => {
    await write('order:2', tx);
    throw new Error('no order after all');
  });
  await expect(failing).rejects.toThrow('no order');
  await chore.run(ctx);
  expect(sentCount()).toBe(before);
});

test('is tried again while the server cannot, later and later, and given up after three days', async () => {
  await write('order:3');
  const start = now;
  const tries: number[] = [];
  for (;;) {
    const { due_at, state } = await ctx.db.selectFrom('mail').selectAll().where('shop_id', '=', ctx.shop.id).executeTakeFirstOrThrow();
    if (state !== 'queued') break;
    now = Temporal.Instant.from(due_at).subtract({ seconds: 1 });
    const before = post.calls.length;
    await chore.run(ctx); // a second too early
    expect(post.calls.length).toBe(before);
    now = Temporal.Instant.from(due_at);
    post.failNext(new ProviderError('temporary', 'The mail server cannot take it now.'));
    await chore.run(ctx);
    tries.push(start.until(now).total('minutes'));
  }
  expect(tries.length).toBe(9);
  expect(tries[1]).toBe(1);
  expect(tries.at(-1)).toBeGreaterThan(2 * 24 * 60);
  expect((await listMail(ctx)).items[0]).toMatchObject({ state: 'failed', problem: 'The mail server cannot take it now.' });
});

test('is not sent again when nobody knows whether it was taken, until a person says so', async () => {
  await write('order:4');
  post.failNext(new ProviderError('unknown_outcome', 'The line went dead.'));
  await chore.run(ctx);
  now = now.add({ hours: 48 });
  const before = sentCount();
  await chore.run(ctx);
  expect(sentCount()).toBe(before);
  expect(await states()).toEqual(['unknown']);
  const [mail] = (await listMail(ctx)).items;
  await resendMail(ctx, { id: mail?.id ?? '' });
  await chore.run(ctx);
  expect(sentCount()).toBe(before + 1);
  expect(await states()).toEqual(['sent']);
  await expect(resendMail(ctx, { id: mail?.id ?? '' })).rejects.toMatchObject({ code: 'conflict' });
});

test('a process that was killed while sending leaves it unknown, not sent twice', async () => {
  await write('order:5');
  await ctx.db.updateTable('mail').set({ state: 'sending', claimed_at: now.toString() }).where('shop_id', '=', ctx.shop.id).execute();
  const before = sentCount();
  now = now.add({ minutes: 1 });
  await chore.run(ctx);
  expect(await states()).toEqual(['sending']);
  now = now.add({ minutes: 10 });
  await chore.run(ctx);
  expect(await states()).toEqual(['unknown']);
  expect(sentCount()).toBe(before);
});

test('reading a mail is written into the audit log, and is for those who may', async () => {
  await write('order:6');
  const [mail] = (await listMail(ctx)).items;
  expect(await getMail(ctx, { id: mail?.id ?? '' })).toMatchObject({ text: expect.stringContaining('on its way'), language: 'en' });
  const entries = await ctx.db.selectFrom('audit_entry').select('action').where('shop_id', '=', ctx.shop.id).execute();
  expect(entries).toEqual([{ action: 'mail.read' }]);
  const viewer = { ...ctx, actor: { type: 'staff', id: 'v', name: 'V', email: 'v@example.com', role: 'viewer' } } as const;
  await expect(listMail(viewer)).rejects.toMatchObject({ code: 'forbidden' });
  const other = await world.createCtx();
  await expect(getMail(other, { id: mail?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a letter is text and HTML, in the direction of its language, and holds nothing that was not meant', () => {
  const hostile = {
    ...LETTER,
    subject: 'Two\r\nlines',
    paragraphs: ['<script>alert(1)</script>'],
    rows: [['2 × "bowl"', '€ 96.00']] as const,
  };
  const arabic = composeLetter(hostile, { locale: 'ar-EG', from: 'Fornace & Co' });
  expect(arabic.subject).toBe('Two lines');
  expect(arabic.html).toContain('<html lang="ar" dir="rtl">');
  expect(arabic.html).not.toContain('<script>');
  expect(arabic.html).toContain('Fornace &amp; Co');
  expect(arabic.text).toContain('2 × "bowl"  € 96.00');
  expect(arabic.text).toContain('See it: https://shop.example/1');
});
