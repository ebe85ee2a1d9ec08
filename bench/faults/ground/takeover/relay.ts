/** The workflow that is handed from process to process. */
export const RELAY = 'relay';
export const STEPS = ['first', 'second', 'third'] as const;
export const STEP_MS = 120;

/** One row for each time that a step was begun. */
export const DEEDS = `create table work.deed (
  id bigint generated always as identity primary key, subject_id uuid, step text, pid int,
  began_at timestamptz default clock_timestamp(), ended_at timestamptz)`;

/** Begun again although it had been written down as done. */
export const DONE_AGAIN = `select count(*)::int as found from work.deed d
  join dbos.operation_outputs o on o.workflow_uuid = '${RELAY}:' || d.subject_id and o.function_name = d.step
  where d.began_at > to_timestamp(o.completed_at_epoch_ms / 1000.0) + interval '5 milliseconds'`;

/** Brought to an end by two processes that were at it at the same time. */
export const AT_ONCE = `select count(*)::int as found from work.deed a join work.deed b
  on a.subject_id = b.subject_id and a.step = b.step and a.id < b.id and b.began_at < a.ended_at and b.ended_at is not null`;
