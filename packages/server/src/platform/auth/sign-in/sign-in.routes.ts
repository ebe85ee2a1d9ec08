import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { InstallationEnv } from '../../routes/room-module.ts';
import { json, jsonBody, problems } from '../../routes/route-schemas.ts';
import { requestPasswordReset, resetPassword } from '../account/reset-password.ts';
import { codeSchema, emailSchema, passwordSchema, tokenSchema, typedPasswordSchema } from '../words.ts';
import { obtainTokens, renewTokens, revokeTokens } from './tokens.ts';

const tags = ['Sign-in'];

const pairSchema = z
  .object({
    tokenType: z.literal('Bearer'),
    accessToken: z.string().openapi({ description: 'A JWT for `Authorization: Bearer …`.' }),
    expiresIn: z.int().openapi({ description: 'Seconds.', example: 900 }),
    refreshToken: z.string().openapi({ description: 'For the next pair, once.' }),
    refreshExpiresAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('TokenPair');
const publicKeySchema = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    kid: z.string(),
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
  })
  .openapi('PublicKey');
const pair = json(pairSchema, 'An access token and the refresh token for the next one.');
const refreshBody = jsonBody(z.object({ refreshToken: tokenSchema }));
const none = { description: 'Done.' };

const obtain = createRoute({
  method: 'post',
  path: '/api/v1/auth/token',
  tags,
  summary: 'Sign a program in',
  description: 'With the address and password of somebody of the staff, and a code where they have a second factor.',
  request: { body: jsonBody(z.object({ email: z.string().max(254), password: typedPasswordSchema, code: codeSchema.optional() })) },
  responses: { 200: pair, ...problems(401, 422, 429) },
});

const refresh = createRoute({
  method: 'post',
  path: '/api/v1/auth/refresh',
  tags,
  summary: 'Renew the tokens',
  description: 'A refresh token is good once. When one comes a second time somebody has a copy, so the whole sign-in ends.',
  request: { body: refreshBody },
  responses: { 200: pair, ...problems(401, 422) },
});

const revoke = createRoute({
  method: 'post',
  path: '/api/v1/auth/revoke',
  tags,
  summary: 'Sign a program out',
  description: 'Ends the sign-in of a refresh token, its access tokens too. The answer is the same for a token that is not known.',
  request: { body: refreshBody },
  responses: { 204: none, ...problems(422) },
});

const keys = createRoute({
  method: 'get',
  path: '/api/v1/auth/jwks',
  tags,
  summary: 'Get the public keys',
  description: 'What access tokens are signed with, as a JSON Web Key Set; the newest first.',
  responses: { 200: json(z.object({ keys: z.array(publicKeySchema) }), 'The keys.') },
});

const askReset = createRoute({
  method: 'post',
  path: '/api/v1/auth/password-reset',
  tags,
  summary: 'Ask for a new password',
  description: 'If somebody of the staff has this address, a link is on its way to them. The answer is the same if nobody has.',
  request: { body: jsonBody(z.object({ email: emailSchema, language: z.string().max(20).optional() })) },
  responses: { 202: { description: 'If there is an account, a link is on its way.' }, ...problems(422, 429) },
});

const reset = createRoute({
  method: 'post',
  path: '/api/v1/auth/password-reset/complete',
  tags,
  summary: 'Choose a new password',
  description: 'With the token of the link. Everybody who was signed in as this person is signed out.',
  request: { body: jsonBody(z.object({ token: tokenSchema, password: passwordSchema })) },
  responses: { 204: none, ...problems(404, 422) },
});

/** Tokens for programs, and the way back in for people. */
export function addSignInRoutes(app: OpenAPIHono<InstallationEnv>): void {
  app.openapi(obtain, async (c) =>
    c.json(await obtainTokens(c.var.installation, c.req.valid('json')), 200, { 'cache-control': 'no-store' }),
  );
  app.openapi(refresh, async (c) =>
    c.json(await renewTokens(c.var.installation, c.req.valid('json')), 200, { 'cache-control': 'no-store' }),
  );
  app.openapi(revoke, async (c) => {
    await revokeTokens(c.var.installation, c.req.valid('json'));
    return c.body(null, 204);
  });
  app.openapi(keys, async (c) =>
    c.json({ keys: await c.var.installation.auth.accessTokens.listKeys() }, 200, { 'cache-control': 'public, max-age=300' }),
  );
  app.openapi(askReset, async (c) => {
    await requestPasswordReset(c.var.installation, c.req.valid('json'));
    return c.body(null, 202);
  });
  app.openapi(reset, async (c) => {
    await resetPassword(c.var.installation, c.req.valid('json'));
    return c.body(null, 204);
  });
}
