import { z } from '@hono/zod-openapi';
import { ROLES } from '../../permissions.ts';

export const accountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    secondFactor: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.int() }),
    shops: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(ROLES) })),
  })
  .openapi('Account');
export type AccountView = z.output<typeof accountSchema>;

export const signedInSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['browser', 'program']),
    device: z.string(),
    address: z.string(),
    since: z.string().openapi({ format: 'date-time' }),
    until: z.string().openapi({ format: 'date-time' }),
    isThis: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
  })
  .openapi('SignIn');
export type SignInView = z.output<typeof signedInSchema>;
