import { sql } from 'kysely';
import type { Chore } from '../chores.ts';
import { type Ctx, inTransaction } from '../context.ts';

const KEEP_DAYS = 30;

/** Takes away what is kept of runs that ended long ago: their rows, their log, and what the engine has of them. */
export async function clearRuns(ctx: Ctx): Promise<void> {
  const before = ctx.clock
    .now()
    .subtract({ hours: KEEP_DAYS * 24 })
    .toString();
  await inTransaction(ctx, async (tx) => {
    await sql`select work.forget_runs(${before})`.execute(tx.db);
    await sql`
      delete from run where shop_id = ${tx.shop.id} and created_at < ${before}
        and not exists (select from work.run_state s where s.id = run.workflow || ':' || run.subject_id)`.execute(tx.db);
    await tx.db.deleteFrom('schedule_occurrence').where('shop_id', '=', tx.shop.id).where('due_at', '<', before).execute();
  });
}

export const clearRunsChore: Chore = { name: 'clear old runs', when: { cron: '40 3 * * *', zone: 'UTC' }, run: clearRuns };
