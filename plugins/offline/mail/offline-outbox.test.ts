import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestCall, testCall } from '@bottega/contracts/fakes';
import { expect, test } from 'vitest';
import { offlineOutbox } from './offline-outbox.ts';

const MAIL = {
  to: 'anna@example.com',
  from: '"Fornace, Siena" <shop@example.com>',
  subject: 'Your bowl — شكراً',
  text: 'Thank you.\n.\nGoodbye.',
};

async function outboxOf(call: TestCall) {
  const folder = join(call.folder, 'outbox');
  const files = await readdir(folder).catch(() => []);
  return { folder, files, texts: await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8'))) };
}

test('writes each message as a file that a mail program reads', async () => {
  await using call = await testCall();
  const outbox = offlineOutbox(join(call.folder, 'outbox'));
  const { id } = await outbox.send({ ...MAIL, html: '<p>Thank you.</p>' }, call);
  const { files, texts } = await outboxOf(call);
  expect(files).toHaveLength(1);
  expect(files[0]).toMatch(/^\d{4}-\d\d-\d\dT.*\.eml$/);
  expect(texts[0]).toContain(`Message-ID: ${id}\r\n`);
  expect(texts[0]).toContain('To: anna@example.com\r\n');
  expect(texts[0]).toMatch(/^From: "Fornace, Siena" <shop@example.com>\r$/m);
  expect(texts[0]).toMatch(/multipart\/alternative/);
  expect(texts[0]).toMatch(/^Subject: =\?UTF-8\?/m);
});

test.each([
  ['to', 'anna@example.com\r\nBcc: all@example.com'],
  ['to', 'anna@example.com, all@example.com'],
  ['to', 'friends: anna@example.com, all@example.com;'],
  ['to', 'nobody'],
  ['to', ''],
  ['from', 'shop@example.com\nReply-To: other@example.com'],
  ['subject', 'Hello\nBcc: all@example.com'],
])('refuses a %s that would reach further: %j', async (field, value) => {
  await using call = await testCall();
  const outbox = offlineOutbox(join(call.folder, 'outbox'));
  await expect(outbox.send({ ...MAIL, [field]: value }, call)).rejects.toMatchObject({ kind: 'bad_input' });
  expect((await outboxOf(call)).files).toEqual([]);
});

test('takes a text for a text, not for a file to be read', async () => {
  await using call = await testCall();
  const outbox = offlineOutbox(join(call.folder, 'outbox'));
  await outbox.send({ ...MAIL, html: '<img src="file:///etc/hostname"><img src="https://example.com/a.png">' }, call);
  expect((await outboxOf(call)).texts[0]).toContain('file:///etc/hostname');
});
