import { sql } from 'kysely';
import { actorName, type Ctx, newId } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import './tables.ts';

/** What was answered, as it is given again. */
export type KeptAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type KeyedRequest = {
  readonly key: string;
  /** A hash of everything that makes the request what it is. */
  readonly fingerprint: string;
  /** Where a guest asks from; guests have nothing else that tells them apart. */
  readonly address: string;
  /** Milliseconds after which whoever holds the key is taken for dead. */
  readonly patience: number;
};

/** `run`: the request is ours to carry out, as this attempt. `replay`: it was carried out before. */
export type Claim = { readonly state: 'run'; readonly attempt: string } | { readonly state: 'replay'; readonly answer: KeptAnswer };

export const KEPT_HOURS = 24;

/**
 * Takes the key for one attempt, or finds what was answered. Of many that come at once one gets it. A key whose holder died is taken over
 * only if nothing of its work was committed.
 * @throws BottegaError key_in_use, key_reused, answer_lost
 */
export async function claimKey(ctx: Ctx, request: KeyedRequest): Promise<Claim> {
  const attempt = await insertOrTakeOver(ctx, request);
  if (attempt) return { state: 'run', attempt };
  const found = await ctx.db
    .selectFrom('idempotency_key')
    .select(['id', 'fingerprint', 'status', 'answer', 'executed', 'locked_until'])
    .where('shop_id', '=', ctx.shop.id)
    .where('actor', '=', holderName(ctx, request))
    .where('key', '=', request.key)
    .executeTakeFirst();
  if (!found) throw inUse(1); // given back between the two looks
  if (found.fingerprint !== request.fingerprint) throw new BottegaError('key_reused', 'Its method, address or body was different.');
  if (found.status !== null && found.answer !== null) {
    const kept = ctx.secrets.open({ table: 'idempotency_key', column: 'answer', id: found.id }, found.answer);
    return { state: 'replay', answer: { status: found.status, ...(JSON.parse(kept) as Pick<KeptAnswer, 'headers' | 'body'>) } };
  }
  const left = Temporal.Instant.from(found.locked_until).since(ctx.clock.now()).total('seconds');
  if (left <= 0 && found.executed) {
    throw new BottegaError('answer_lost', 'The program ended after the work was written down and before it was answered.');
  }
  throw inUse(Math.max(1, Math.min(Math.ceil(left), 5)));
}

const inUse = (retryAfter: number): BottegaError => new BottegaError('key_in_use', 'What it asks for is being done.', { retryAfter });

/** Guests share a name; two of them with the same weak key must not read each other's answers. */
const holderName = (ctx: Ctx, { address }: KeyedRequest): string =>
  `${actorName(ctx.actor)}${ctx.actor.type === 'guest' ? `@${address}` : ''}`;

/** One statement, so that of two only one succeeds: a new key, one of yesterday, or one whose holder died before it wrote anything. */
async function insertOrTakeOver(ctx: Ctx, request: KeyedRequest): Promise<string | undefined> {
  const now = ctx.clock.now();
  const row = {
    ...{ shop_id: ctx.shop.id, id: newId(), actor: holderName(ctx, request), key: request.key, fingerprint: request.fingerprint },
    ...{ locked_until: now.add({ milliseconds: request.patience }).toString(), created_at: now.toString() },
    ...{ executed: false, status: null, answer: null },
  };
  const { shop_id: _, actor: __, key: ___, ...anew } = row;
  const expired = now.subtract({ hours: KEPT_HOURS }).toString();
  const taken = await ctx.db
    .insertInto('idempotency_key')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'actor', 'key'])
        .doUpdateSet(anew)
        .where(
          sql<boolean>`idempotency_key.created_at <= ${expired} or (idempotency_key.status is null and not idempotency_key.executed
          and idempotency_key.locked_until <= ${now.toString()} and idempotency_key.fingerprint = excluded.fingerprint)`,
        ),
    )
    .returning('id')
    .executeTakeFirst();
  return taken?.id;
}
