import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { InstallationEnv } from '../../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../../routes/route-schemas.ts';
import { codeSchema, emailSchema, nameSchema, passwordSchema, tokenSchema, typedPasswordSchema } from '../words.ts';
import { accountSchema, signedInSchema } from './account.ts';
import {
  changePassword,
  confirmMailChange,
  getAccount,
  listSessions,
  renameAccount,
  requestMailChange,
  revokeOtherSessions,
  revokeSession,
} from './manage-account.ts';
import { beginTwoFactor, finishTwoFactor, removeTwoFactor, replaceRecoveryCodes } from './second-step.ts';

const tags = ['Account'];
const none = { description: 'Done.' };
const proof = z.object({ password: typedPasswordSchema });
const codes = json(z.object({ recoveryCodes: z.array(z.string()) }).openapi('RecoveryCodes'), 'The recovery codes, shown this once.');

const get = createRoute({
  method: 'get',
  path: '/api/v1/account',
  tags,
  summary: 'Get your account',
  responses: { 200: json(accountSchema, 'The account.'), ...problems(401) },
});

const rename = createRoute({
  method: 'patch',
  path: '/api/v1/account',
  tags,
  summary: 'Change your name',
  request: { body: jsonBody(z.object({ name: nameSchema })) },
  responses: { 204: none, ...problems(401, 422) },
});

const password = createRoute({
  method: 'post',
  path: '/api/v1/account/password',
  tags,
  summary: 'Change your password',
  description: 'Every other sign-in ends.',
  request: { body: jsonBody(proof.extend({ newPassword: passwordSchema })) },
  responses: { 204: none, ...problems(401, 422, 429) },
});

const mail = createRoute({
  method: 'post',
  path: '/api/v1/account/email',
  tags,
  summary: 'Change your address',
  description: 'A link goes to the new address; until it is opened the account keeps the one before.',
  request: { body: jsonBody(proof.extend({ email: emailSchema })) },
  responses: { 202: { description: 'A link is on its way.' }, ...problems(401, 422, 429) },
});

const confirmMail = createRoute({
  method: 'post',
  path: '/api/v1/account/email/confirm',
  tags,
  summary: 'Confirm a new address',
  description: 'With the token of the link.',
  request: { body: jsonBody(z.object({ token: tokenSchema })) },
  responses: { 204: none, ...problems(404, 409, 422) },
});

const begin = createRoute({
  method: 'post',
  path: '/api/v1/account/two-factor',
  tags,
  summary: 'Begin a second factor',
  description: 'Gives the secret for an authenticator app. It is in force once a code was confirmed.',
  request: { body: jsonBody(proof) },
  responses: {
    200: json(z.object({ secret: z.string(), uri: z.string() }).openapi('AppSecret'), 'The secret.'),
    ...problems(401, 409, 422, 429),
  },
});

const finish = createRoute({
  method: 'post',
  path: '/api/v1/account/two-factor/confirm',
  tags,
  summary: 'Confirm a second factor',
  request: { body: jsonBody(z.object({ code: codeSchema })) },
  responses: { 200: codes, ...problems(401, 422, 429) },
});

const remove = createRoute({
  method: 'post',
  path: '/api/v1/account/two-factor/remove',
  tags,
  summary: 'Take the second factor away',
  request: { body: jsonBody(proof) },
  responses: { 204: none, ...problems(401, 422, 429) },
});

const replace = createRoute({
  method: 'post',
  path: '/api/v1/account/two-factor/recovery-codes',
  tags,
  summary: 'Make new recovery codes',
  description: 'Those before no longer count.',
  request: { body: jsonBody(proof) },
  responses: { 200: codes, ...problems(401, 409, 422, 429) },
});

const sessions = createRoute({
  method: 'get',
  path: '/api/v1/account/sessions',
  tags,
  summary: 'List where you are signed in',
  responses: { 200: json(z.object({ items: z.array(signedInSchema) }), 'Browsers and programs, the latest first.'), ...problems(401) },
});

const endOne = createRoute({
  method: 'delete',
  path: '/api/v1/account/sessions/{id}',
  tags,
  summary: 'Sign out somewhere',
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 404) },
});

const endOthers = createRoute({
  method: 'post',
  path: '/api/v1/account/sessions/revoke-others',
  tags,
  summary: 'Sign out everywhere else',
  responses: { 204: none, ...problems(401) },
});

/** What somebody of the staff does with their own account. */
export function addAccountRoutes(app: OpenAPIHono<InstallationEnv>): void {
  app.openapi(get, async (c) => c.json(await getAccount(c.var.installation), 200));
  app.openapi(rename, async (c) => c.body(null, await done(renameAccount(c.var.installation, c.req.valid('json')))));
  app.openapi(password, async (c) => c.body(null, await done(changePassword(c.var.installation, c.req.valid('json')))));
  app.openapi(mail, async (c) => c.body(null, (await done(requestMailChange(c.var.installation, c.req.valid('json')))) && 202));
  app.openapi(confirmMail, async (c) => c.body(null, await done(confirmMailChange(c.var.installation, c.req.valid('json')))));
  app.openapi(begin, async (c) => c.json(await beginTwoFactor(c.var.installation, c.req.valid('json')), 200));
  app.openapi(finish, async (c) => c.json(await finishTwoFactor(c.var.installation, c.req.valid('json')), 200));
  app.openapi(remove, async (c) => c.body(null, await done(removeTwoFactor(c.var.installation, c.req.valid('json')))));
  app.openapi(replace, async (c) => c.json(await replaceRecoveryCodes(c.var.installation, c.req.valid('json')), 200));
  app.openapi(sessions, async (c) => c.json({ items: await listSessions(c.var.installation) }, 200));
  app.openapi(endOthers, async (c) => c.body(null, await done(revokeOtherSessions(c.var.installation))));
  app.openapi(endOne, async (c) => c.body(null, await done(revokeSession(c.var.installation, c.req.valid('param')))));
}

async function done(work: Promise<void>): Promise<204> {
  await work;
  return 204;
}
