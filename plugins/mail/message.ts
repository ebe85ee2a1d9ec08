import type { Mail } from '@bottega/contracts';
import type { SendMailOptions } from 'nodemailer';

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
