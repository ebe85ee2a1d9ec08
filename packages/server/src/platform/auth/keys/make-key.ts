import { createHash, randomBytes } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction, may, newId } from '../../context.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { readInput } from '../../errors/input-error.ts';
import { appendAudit, appendEvent } from '../../events/append.ts';
import { toBase32 } from '../base32.ts';
import { KEY_COLUMNS, makeKeySchema, type NewKeyView } from './key.ts';

export const hashKey = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Makes a key. Its scopes are never more than what its maker may, and it acts in the maker's name: with their role as it then is, and not
 * at all once they have left. A key that makes another makes it for the same person, and for no longer than itself.
 * @throws BottegaError forbidden, invalid_input
 */
export async function makeApiKey(ctx: Ctx, input: z.input<typeof makeKeySchema>): Promise<NewKeyView> {
  authorise(ctx, 'keys.write');
  const { name, scopes, expiresInDays } = readInput(makeKeySchema, input);
  const beyond = scopes.filter((scope) => !may(ctx.actor, scope));
  if (beyond.length > 0) throw new BottegaError('forbidden', `You may not ${beyond.join(', ')}, so no key of yours may.`);
  const prefix = `bottega_${toBase32(randomBytes(10)).slice(0, 10).toLowerCase()}`;
  const secret = randomBytes(32).toString('base64url');
  const wanted =
    expiresInDays === undefined
      ? null
      : ctx.clock
          .now()
          .add({ hours: 24 * expiresInDays })
          .toString();
  return inTransaction(ctx, async (tx) => {
    const { madeBy, parentId, until } = await readMaker(tx);
    const made = await tx.db
      .insertInto('api_key')
      .values({
        ...{ shop_id: tx.shop.id, id: newId(), name, prefix, secret_hash: hashKey(secret), scopes: [...new Set(scopes)] },
        ...{ made_by: madeBy, parent_id: parentId, expires_at: earlier(wanted, until) },
      })
      .returning(KEY_COLUMNS)
      .executeTakeFirstOrThrow();
    await appendEvent(tx, { type: 'key.made', subjectId: made.id, payload: { name, prefix } });
    await appendAudit(tx, { action: 'key.made', subjectId: made.id, detail: { name, prefix, scopes: made.scopes } });
    return { ...made, key: `${prefix}_${secret}` };
  });
}

/** So that no key is made by one that is being revoked. */
export async function lockKeys({ db, shop }: Pick<Ctx, 'db' | 'shop'>): Promise<void> {
  await db.selectFrom('api_key').select('id').where('shop_id', '=', shop.id).orderBy('id').forUpdate().execute();
}

type Maker = { readonly madeBy: string | null; readonly parentId: string | null; readonly until: string | null };

async function readMaker({ db, shop, actor }: Ctx): Promise<Maker> {
  if (actor.type !== 'key') return { madeBy: actor.type === 'staff' ? actor.id : null, parentId: null, until: null };
  await lockKeys({ db, shop });
  const parent = await db
    .selectFrom('api_key')
    .select(['made_by as madeBy', 'expires_at as until'])
    .where('shop_id', '=', shop.id)
    .where('id', '=', actor.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!parent) throw new BottegaError('unauthenticated', 'This key was revoked.');
  return { ...parent, parentId: actor.id };
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Temporal.Instant.compare(one, other) < 0 ? one : other;
}
