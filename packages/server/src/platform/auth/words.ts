import { z } from '@hono/zod-openapi';

export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

export const nameSchema = z.string().trim().min(1, 'Give a name.').max(120, 'At most 120 characters.').openapi({ example: 'Ada Verdi' });

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('This is not an e-mail address.').max(254, 'At most 254 characters.'))
  .openapi({ example: 'ada@example.com' });

/** A password that somebody chooses. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_LENGTH.least, `At least ${PASSWORD_LENGTH.least} characters.`)
  .max(PASSWORD_LENGTH.most, `At most ${PASSWORD_LENGTH.most} characters.`)
  .openapi({ example: 'correct horse battery' });

/** What somebody types who signs in: taken as it is, so that a wrong one is a wrong password and nothing else. */
export const typedPasswordSchema = z.string().max(1_000);
export const codeSchema = z.string().max(40).openapi({ example: '123456', description: 'Of the authenticator app, or a recovery code.' });
export const tokenSchema = z.string().max(300);
