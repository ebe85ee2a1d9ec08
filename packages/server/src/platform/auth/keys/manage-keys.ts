import { sql } from 'kysely';
import { authorise, type Ctx, inTransaction } from '../../context.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { appendAudit, appendEvent } from '../../events/append.ts';
import { KEY_COLUMNS, type KeyView } from './key.ts';
import { lockKeys } from './make-key.ts';

/** The keys of the shop, the newest first; revoked ones stay to be seen. @throws BottegaError forbidden */
export async function listApiKeys(ctx: Ctx): Promise<KeyView[]> {
  authorise(ctx, 'keys.read');
  return ctx.db.selectFrom('api_key').select(KEY_COLUMNS).where('shop_id', '=', ctx.shop.id).orderBy('created_at', 'desc').execute();
}

/** Revokes a key at once, with every key that it has made. @throws BottegaError forbidden, not_found */
export async function revokeApiKey(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'keys.write');
  await inTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    const { rows } = await sql<{ id: string; name: string }>`
      with recursive line as (
        select id from api_key where shop_id = ${tx.shop.id} and id = ${id}
        union all
        select child.id from api_key child join line on child.parent_id = line.id where child.shop_id = ${tx.shop.id})
      update api_key set revoked_at = coalesce(revoked_at, now())
       where shop_id = ${tx.shop.id} and id in (select id from line) returning id, name`.execute(tx.db);
    if (rows.length === 0) throw new BottegaError('not_found', 'This shop has no such key.');
    for (const key of rows) {
      await appendEvent(tx, { type: 'key.revoked', subjectId: key.id, payload: { name: key.name } });
      await appendAudit(tx, { action: 'key.revoked', subjectId: key.id, detail: { name: key.name } });
    }
  });
}
