import { z } from 'zod';
import { type Key, text } from './key.ts';

/** How mail leaves, and whom the operator's go to. */
export type MailSettings = {
  /** A server that takes mail; absent: each message becomes a file in the data folder. */
  readonly smtpUrl: string | undefined;
  /** The address that mail comes from; the name before it is the shop's. */
  readonly mailFrom: string;
  /** Who runs this installation: gets the feedback of members. */
  readonly operatorMail: string | undefined;
  /** Where weaknesses are reported; absent: there is no /.well-known/security.txt. */
  readonly securityContact: string | undefined;
};

export const MAIL_DEFAULTS: MailSettings = {
  smtpUrl: undefined,
  mailFrom: 'bottega@shop.example',
  operatorMail: undefined,
  securityContact: undefined,
};

const ADDRESS = 'a mail address such as ada@example.com';

export const MAIL_KEYS: { readonly [Name in keyof MailSettings]: Key<MailSettings[Name]> } = {
  smtpUrl: {
    env: ['SMTP_URL'],
    toml: 'smtp_url',
    description: 'The server that mail is handed to. smtps:// speaks TLS from the start, smtp:// demands STARTTLS but on this machine.',
    otherwise: 'each message is a file in the outbox folder of the data folder',
    example: 'smtps://user:password@mail.example.com',
    schema: text('an address').refine(
      (value) => /^smtps?:$/.test(URL.parse(value)?.protocol ?? ''),
      'an address like smtps://user:password@mail.example.com',
    ),
    secret: true,
  },
  mailFrom: {
    env: ['BOTTEGA_MAIL_FROM'],
    toml: 'mail_from',
    description: 'The address that mail comes from. Your mail server must be allowed to send for it.',
    otherwise: MAIL_DEFAULTS.mailFrom,
    example: 'shop@example.com',
    schema: z.email(ADDRESS),
  },
  operatorMail: {
    env: ['BOTTEGA_OPERATOR_MAIL'],
    toml: 'operator_mail',
    description: 'Who runs this installation: what members write into the feedback box is sent there.',
    otherwise: 'nobody; `bottega feedback` lists it',
    example: 'operator@example.com',
    schema: z.email(ADDRESS),
  },
  securityContact: {
    env: ['BOTTEGA_SECURITY_CONTACT'],
    toml: 'security_contact',
    description: 'Where weaknesses are reported, shown in /.well-known/security.txt (RFC 9116).',
    otherwise: 'no such file',
    example: 'mailto:security@example.com',
    schema: text('an address').refine(
      (value) => /^(mailto|https):$/.test(URL.parse(value)?.protocol ?? ''),
      'an address like mailto:security@example.com or https://example.com/report',
    ),
  },
};
