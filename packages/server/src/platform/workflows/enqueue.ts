import { sql } from 'kysely';
import { actorName, type Ctx, newId } from '../context.ts';
import './tables.ts';

/**
 * Enqueues the workflow of a row in the row's own transaction: both exist or neither. Repeating it changes nothing. The run carries the id
 * of the request that it began with.
 */
export async function enqueueWorkflow(
  ctx: Pick<Ctx, 'shop' | 'requestId' | 'actor' | 'db'>,
  name: string,
  subjectId: string,
): Promise<void> {
  const { shop, requestId } = ctx;
  const runId = newId();
  await sql`
    with kept as (
      insert into run (shop_id, id, workflow, subject_id, request_id, enqueued_by)
      values (${shop.id}, ${runId}, ${name}, ${subjectId}, ${requestId}, ${actorName(ctx.actor)})
      on conflict (shop_id, workflow, subject_id) do nothing)
    select work.enqueue_workflow(${name}, ${shop.id}::uuid, ${subjectId}::uuid, ${runId}::uuid, ${requestId})`.execute(ctx.db);
}
