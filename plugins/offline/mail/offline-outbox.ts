import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailProvider } from '@bottega/contracts';
import { requireHeaders, toMessage } from '../../mail-message.ts';

/** Mail that is written into a folder instead of being sent: one .eml file each, which any mail program opens. */
export function offlineOutbox(folder: string): MailProvider {
  return {
    id: 'offline-outbox',
    kind: 'mail',
    label: 'Outbox on this machine',
    offline: true,
    send: async (mail, call) => {
      call.signal.throwIfAborted();
      requireHeaders(mail);
      const { createTransport } = await import('nodemailer'); // with the first mail, not with the program
      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
      const { messageId, message } = await composer.sendMail(toMessage(mail));
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
