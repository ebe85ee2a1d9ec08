import { type Mail, ProviderError } from '@bottega/contracts';
import type { SendMailOptions } from 'nodemailer';
import parseAddresses from 'nodemailer/lib/addressparser';

/** A mail as nodemailer takes it. A text stays a text: nothing is read from files or addresses. */
export function toMessage({ id, to, from, subject, text, html }: Mail): SendMailOptions {
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    ...(id === undefined ? {} : { messageId: `<${id}@${domain}>` }),
    ...(html === undefined ? {} : { html }),
    ...{ to, from, subject, text },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * A line break in a header would begin another one, chosen by whoever wrote it; a second address would receive the mail too.
 * @throws ProviderError bad_input
 */
export function requireHeaders({ to, from, subject }: Mail): void {
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
