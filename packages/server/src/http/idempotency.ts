import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { BottegaError, type Ctx, claimKey, giveKeyBack, isDatabaseAway, type KeptAnswer, keepAnswer, ofAttempt } from '#platform';
import type { AppEnv } from './app-env.ts';
import { isUpload } from './matched-route.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const LONGEST_KEY = 255;
/** Guests share a name, so that a key of theirs must be one that nobody else thinks of. */
const SHORTEST_GUEST_KEY = 16;
/** Longer than any request may run. */
const PATIENCE_MS = 90_000;
const UPLOAD_PATIENCE_MS = 11 * 60_000;

/** Refused before anything was done: such an answer is not kept, and the same key may bring the mended request. */
const REFUSED_BEFORE: ReadonlySet<number> = new Set([400, 401, 403, 413, 414, 415, 422, 429, 503]);
/** An answer with a cookie cannot be given again, as cookies are not kept: whoever repeats the request shows again who they are. */
const hasCookie = ({ headers }: Response): boolean => headers.has('set-cookie');

/** What is given again beside status and body. */
const KEPT_HEADERS = ['content-type', 'location'] as const;

/**
 * A changing request with an `Idempotency-Key` is carried out once: whoever repeats it within a day, in the same shop and as the same
 * actor, is given the first answer again, errors of ours included. Another request under the same key is refused.
 */
export const doOnce = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key');
  const { ctx } = c.var;
  if (key === undefined || SAFE.has(c.req.method) || !ctx) return next();
  checkKey(key, ctx);
  const claim = await claimKey(ctx, {
    key,
    fingerprint: await fingerprint(c),
    address: c.var.client.address,
    patience: isUpload(c) ? UPLOAD_PATIENCE_MS : PATIENCE_MS,
  });
  if (claim.state === 'replay') return replay(c, claim.answer);
  c.set('ctx', ofAttempt(ctx, claim.attempt));
  await next();
  const answer = REFUSED_BEFORE.has(c.res.status) || hasCookie(c.res) ? null : await readAnswer(c);
  const settle = () => (answer ? keepAnswer(ctx, claim.attempt, answer) : giveKeyBack(ctx, claim.attempt));
  await settle().catch((error: unknown) => void settleLater(ctx, settle, error));
});

const SETTLE_EVERY_MS = 500;

/** What was done is answered even if the database goes away just then; the key follows as soon as it is back. */
async function settleLater(ctx: Ctx, settle: () => Promise<void>, first: unknown): Promise<void> {
  let error = first;
  for (const until = performance.now() + PATIENCE_MS; isDatabaseAway(error) && performance.now() < until; ) {
    await sleep(SETTLE_EVERY_MS, undefined, { ref: false });
    try {
      return await settle();
    } catch (next) {
      error = next;
    }
  }
  ctx.log.error({ err: error }, 'an idempotency key could not be settled');
}

function checkKey(key: string, ctx: Ctx): void {
  const shortest = ctx.actor.type === 'guest' ? SHORTEST_GUEST_KEY : 1;
  if (key.length >= shortest && key.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(key)) return;
  throw new BottegaError(
    'malformed_request',
    `An Idempotency-Key has ${shortest} to ${LONGEST_KEY} visible characters; a UUID of your own making is best.`,
  );
}

/** What makes a request the same. An upload streams past to the disk, so that its length stands for its bytes. */
async function fingerprint(c: Context<AppEnv>): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const hash = createHash('sha256').update(`${c.req.method} ${pathname}${search}\n`);
  if (isUpload(c)) hash.update(`upload of ${c.req.header('content-length') ?? 'unknown'} bytes`);
  else hash.update(new Uint8Array(await c.req.arrayBuffer()));
  return hash.digest('base64url');
}

async function readAnswer(c: Context<AppEnv>): Promise<KeptAnswer> {
  const headers = KEPT_HEADERS.flatMap((name) => (c.res.headers.has(name) ? [[name, c.res.headers.get(name)]] : []));
  return { status: c.res.status, headers: Object.fromEntries(headers), body: await c.res.clone().text() };
}

/** The problem of a first answer names the request that it was given to: that is the one whose log tells the reason. */
const replay = (c: Context<AppEnv>, { status, headers, body }: KeptAnswer): Response =>
  c.newResponse(body === '' ? null : body, status as 200, { ...headers, 'idempotency-replayed': 'true', 'cache-control': 'no-store' });
