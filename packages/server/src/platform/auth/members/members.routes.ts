import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { InstallationEnv, RoomEnv } from '../../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../../routes/route-schemas.ts';
import { nameSchema, passwordSchema, tokenSchema } from '../words.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole, removeMember } from './change-members.ts';
import { inviteMember, withdrawInvitation } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { changeRoleSchema, invitationSchema, inviteSchema, membersSchema } from './member.ts';

const tags = ['Members'];
const none = { description: 'Done.' };

const list = createRoute({
  method: 'get',
  path: '/api/v1/members',
  tags,
  summary: 'List members',
  description: 'Who works here, and who is invited. Permission: `members.read`.',
  responses: { 200: json(membersSchema, 'Members and invitations, the oldest first.'), ...problems(401, 403) },
});

const invite = createRoute({
  method: 'post',
  path: '/api/v1/members/invitations',
  tags,
  summary: 'Invite somebody',
  description: 'A link goes to the address; it works once, for seven days. Permission: `members.write`, up to your own role.',
  request: { body: jsonBody(inviteSchema) },
  responses: { 201: json(invitationSchema, 'The invitation.'), ...problems(401, 403, 409, 422) },
});

const withdraw = createRoute({
  method: 'delete',
  path: '/api/v1/members/invitations/{id}',
  tags,
  summary: 'Take an invitation back',
  description: 'Permission: `members.write`.',
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/members/{id}',
  tags,
  summary: 'Give a member another role',
  description: 'Up to your own role; a shop keeps at least one owner. Permission: `members.write`.',
  request: { params: idParams, body: jsonBody(changeRoleSchema) },
  responses: { 204: none, ...problems(401, 403, 404, 409, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/members/{id}',
  tags,
  summary: 'Remove a member',
  description: 'At once, with the keys that act in their name. Anybody may leave by themselves. Permission: `members.write`.',
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404, 409) },
});

const accept = createRoute({
  method: 'post',
  path: '/api/v1/auth/invitations/accept',
  tags,
  summary: 'Accept an invitation',
  description: 'With the token of the link. Somebody new gives a name and a password; others are signed in with the invited address.',
  request: { body: jsonBody(z.object({ token: tokenSchema, name: nameSchema.optional(), password: passwordSchema.optional() })) },
  responses: { 200: json(z.object({ shop: z.object({ slug: z.string(), name: z.string() }) }), 'The shop.'), ...problems(401, 404, 422) },
});

/** Who works in a shop. */
export function addMemberRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listMembers(c.var.ctx), 200));
  app.openapi(invite, async (c) => c.json(await inviteMember(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(withdraw, async (c) => {
    await withdrawInvitation(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(change, async (c) => {
    await changeRole(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') });
    return c.body(null, 204);
  });
  app.openapi(remove, async (c) => {
    await removeMember(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
}

/** Whoever is invited belongs to no shop yet. */
export function addInvitationRoutes(app: OpenAPIHono<InstallationEnv>): void {
  app.openapi(accept, async (c) => {
    const { shop, headers } = await acceptInvitation(c.var.installation, c.req.valid('json'));
    for (const cookie of headers?.getSetCookie() ?? []) c.header('set-cookie', cookie, { append: true });
    return c.json({ shop }, 200);
  });
}
