import { z } from '@hono/zod-openapi';
import type { Actor, Ctx } from '../../context.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { type Role, ROLES } from '../../permissions.ts';
import { emailSchema } from '../words.ts';
import '../tables.ts';

export const DAYS_INVITED = 7;

const roleSchema = z.enum(ROLES).openapi({ example: 'operator' });

const memberSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    since: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Member');
export type MemberView = z.output<typeof memberSchema>;

export const invitationSchema = z
  .object({ id: z.string(), email: z.string(), role: roleSchema, expiresAt: z.string().openapi({ format: 'date-time' }) })
  .openapi('Invitation');
export type InvitationView = z.output<typeof invitationSchema>;

export const membersSchema = z.object({ members: z.array(memberSchema), invitations: z.array(invitationSchema) }).openapi('Members');
export type MembersView = z.output<typeof membersSchema>;

export const inviteSchema = z.object({ email: emailSchema, role: roleSchema });
export const changeRoleSchema = z.object({ role: roleSchema });

/** The mightier, the smaller. */
const rankOf = (role: Role): number => ROLES.indexOf(role);

/** The role up to which somebody may give and take; the program itself may everything. */
const reachOf = (actor: Actor): number => {
  if (actor.type === 'system') return 0;
  return actor.type === 'staff' || actor.type === 'key' ? rankOf(actor.role) : ROLES.length;
};

/** @throws BottegaError forbidden for a role above the actor's own: nobody raises themselves or others so high, or takes from above */
export function refuseHigher({ actor }: Pick<Ctx, 'actor'>, role: Role): void {
  if (rankOf(role) >= reachOf(actor)) return;
  throw new BottegaError('forbidden', `Only somebody who is ${role} may do that to ${role === 'viewer' ? 'a' : 'an'} ${role}.`);
}
