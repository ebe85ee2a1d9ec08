import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smtpMail } from './smtp-mail.ts';

const MAIL = {
  id: '0195e7a2',
  to: 'anna@example.com',
  from: '"Fornace" <shop@example.com>',
  subject: 'Your bowl — شكراً',
  text: 'Thank you.',
};

const received: string[] = [];
const open: { close(done: () => void): unknown }[] = [];
let url: string;

/** A mail server of its own on this machine, which keeps what it takes unless `options` say otherwise. */
async function serve(options: SMTPServerOptions = {}): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'ada' && password === 'right' ? done(null, { user: 'ada' }) : done(new Error('no such user')),
    onData(stream, _, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        received.push(Buffer.concat(parts).toString());
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that goes away is one of the tests
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  url = `smtp://${await serve()}`;
});
afterAll(() => Promise.all(open.map((server) => new Promise<void>((resolve) => server.close(resolve)))));

for (const check of checksOf(smtpMail('smtp://localhost'))) {
  test(`as every mail provider: ${check.name}`, async () => {
    await using call = await testCall();
    await checksOf(smtpMail(url))
      .find(({ name }) => name === check.name)
      ?.run(call);
  });
}

test('hands over the message, with the same id at every try', async () => {
  received.length = 0;
  await using call = await testCall();
  const ids = [(await smtpMail(url).send(MAIL, call)).id, (await smtpMail(url).send(MAIL, call)).id];
  expect(ids).toEqual(['<0195e7a2@example.com>', '<0195e7a2@example.com>']);
  expect(received).toHaveLength(2);
  expect(received[0]).toContain('Message-ID: <0195e7a2@example.com>\r\n');
  expect(received[0]).toContain('To: anna@example.com\r\n');
});

test('signs in where the address says so, and says what to look at when that is refused', async () => {
  const server = await serve({ authOptional: false });
  await using call = await testCall();
  expect((await smtpMail(`smtp://ada:right@${server}`).send(MAIL, call)).id).toContain('0195e7a2');
  await expect(smtpMail(`smtp://ada:wrong@${server}`).send(MAIL, call)).rejects.toMatchObject({
    kind: 'auth',
    userMessage: expect.stringContaining('SMTP_URL'),
  });
});

test.each([
  [550, 'refused'],
  [452, 'temporary'],
  [421, 'rate_limited'],
])('a reply of %i is %s', async (responseCode, kind) => {
  const server = await serve({ onRcptTo: (_, __, done) => done(Object.assign(new Error('not here'), { responseCode })) });
  await using call = await testCall();
  await expect(smtpMail(`smtp://${server}`).send(MAIL, call)).rejects.toMatchObject({
    kind,
    userMessage: expect.stringContaining('not here'),
  });
});

test('a server that breaks off after the message leaves it unknown whether it was taken; one that is not there is tried again', async () => {
  const server = await serve({ onData: (stream, { remotePort: _ }) => void stream.resume().on('end', () => cutAll()) });
  await using call = await testCall();
  await expect(smtpMail(`smtp://${server}`).send(MAIL, call)).rejects.toMatchObject({ kind: 'unknown_outcome' });

  const vacant: Server = createServer();
  await new Promise<void>((resolve) => vacant.listen(0, '127.0.0.1', resolve));
  const { port } = vacant.address() as AddressInfo;
  await new Promise((resolve) => vacant.close(resolve));
  await expect(smtpMail(`smtp://127.0.0.1:${port}`).send(MAIL, call)).rejects.toMatchObject({ kind: 'temporary' });
});

/** Ends every connection of the server that was opened last. */
function cutAll(): void {
  const server = open.at(-1) as SMTPServer;
  for (const connection of server.connections) connection._socket.destroy();
}

test('speaks to another machine by TLS only', async () => {
  const server = (await serve()).replace('127.0.0.1', '127.1'); // the same address, written so that it is not known as this machine's
  await using call = await testCall();
  await expect(smtpMail(`smtp://${server}`).send(MAIL, call)).rejects.toMatchObject({
    kind: 'auth',
    userMessage: expect.stringContaining('TLS'),
  });
});
