import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mail, type MailProvider, ProviderError } from '@bottega/contracts';
import { createTransport } from 'nodemailer';
import parseAddresses from 'nodemailer/lib/addressparser';

/** Mail that is written into a folder instead of being sent: one .eml file each, which any mail program opens. */
export function offlineOutbox(folder: string): MailProvider {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    id: 'offline-outbox',
    kind: 'mail',
    label: 'Outbox on this machine',
    offline: true,
    send: async (mail, call) => {
      call.signal.throwIfAborted();
      requireHeaders(mail);
      const { to, from, subject, text, html } = mail;
      const content = html === undefined ? { text } : { text, html };
      const { messageId, message } = await composer.sendMail({
        to,
        from,
        subject,
        ...content,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await keep(folder, messageId, message);
      return { id: messageId };
    },
  };
}

/** Under its time, so that the folder reads in order, and moved into place when whole. */
async function keep(folder: string, messageId: string, message: string | Buffer | NodeJS.ReadableStream): Promise<void> {
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const path = join(folder, `${time}-${createHash('sha256').update(messageId).digest('hex').slice(0, 12)}.eml`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.part`, message);
  await rename(`${path}.part`, path);
}

/** A line break in a header would begin another one, chosen by whoever wrote it; a second address would receive the mail too. */
function requireHeaders({ to, from, subject }: Mail): void {
  for (const [field, header] of Object.entries({ to, from, subject })) {
    if (/[\r\n]/.test(header)) throw new ProviderError('bad_input', `The ${field} of the mail holds a line break: remove it.`);
  }
  for (const [field, header] of Object.entries({ to, from })) {
    const [address, ...more] = parseAddresses(header, { flatten: true });
    if (more.length > 0 || !/^[^\s@]+@[^\s@]+$/.test(address?.address ?? '')) {
      throw new ProviderError('bad_input', `The ${field} of the mail is no single address: write one, such as anna@example.com.`);
    }
  }
}
