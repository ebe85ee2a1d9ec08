import { z } from '@hono/zod-openapi';
import { PERMISSIONS, type Permission } from '../../permissions.ts';
import '../tables.ts';

/** What no key may ever do: whoever could would make a person of more than the key's scopes, or end the shop. */
const PEOPLE_ONLY: readonly Permission[] = ['members.write', 'shop.delete'];

/** What a key can be made for. */
export const KEY_SCOPES = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => !PEOPLE_ONLY.includes(permission));

const scopesSchema = z
  .array(z.enum(KEY_SCOPES as [Permission, ...Permission[]]))
  .min(1, 'Choose at least one.')
  .openapi({ example: ['products.read'] });

export const makeKeySchema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.').openapi({ example: 'Stock robot' }),
  scopes: scopesSchema.openapi({ description: 'Permissions; never more than your own.' }),
  expiresInDays: z.int().min(1).max(3650).optional().openapi({ description: 'Without it, it does not expire.' }),
});

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().openapi({ description: 'What it begins with, by which it is known.', example: 'bottega_k7d2m4qhzx' }),
    scopes: z.array(z.string()),
    madeBy: z.string().nullable().openapi({ description: 'The member in whose name it acts; null for the local operator.' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
    expiresAt: z.string().nullable().openapi({ format: 'date-time' }),
    usedAt: z.string().nullable().openapi({ format: 'date-time', description: 'To the minute.' }),
    revokedAt: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('ApiKey');
export type KeyView = z.output<typeof keySchema>;

export const newKeySchema = keySchema
  .extend({ key: z.string().openapi({ description: 'The key itself, shown this once.' }) })
  .openapi('NewApiKey');
export type NewKeyView = z.output<typeof newKeySchema>;

export const KEY_COLUMNS = [
  'id',
  'name',
  'prefix',
  'scopes',
  'made_by as madeBy',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'used_at as usedAt',
  'revoked_at as revokedAt',
] as const;
