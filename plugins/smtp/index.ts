import type { Plugin } from '@bottega/contracts';
import { smtpMail } from './smtp-mail.ts';

/** Mail by whatever server `url` names: `smtps://user:password@mail.example.com`, or `smtp://…:587` with STARTTLS. */
export const smtpPlugin = (url: string): Plugin => ({ name: 'smtp', version: '0.1.0', providers: async () => [smtpMail(url)] });
