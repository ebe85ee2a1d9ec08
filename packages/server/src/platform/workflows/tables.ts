import type { Generated } from 'kysely';
import type { Instant } from '../database/tables.ts';

type RunTable = {
  shop_id: string;
  id: string;
  workflow: string;
  subject_id: string;
  request_id: string;
  enqueued_by: string;
  created_at: Instant;
};

export type RunLogEvent = 'began' | 'done' | 'failed' | 'said';

type RunLogTable = {
  shop_id: string;
  run_id: string;
  seq: Generated<string>;
  at: Instant;
  level: 'debug' | 'info' | 'warn' | 'error';
  step: string | null;
  attempt: number | null;
  event: RunLogEvent;
  message: string;
};

/** How the engine's workflows of the bound shop stand; `id` is `workflow:subject`. */
type RunStateView = {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  queue: string | null;
  priority: number;
  attempts: number;
  executor: string | null;
  started_at: Instant | null;
  ended_at: Instant | null;
  error: string | null;
};

/** The steps that the engine has written down: those that have ended. */
type RunStepView = {
  id: string;
  position: number;
  name: string;
  started_at: Instant | null;
  ended_at: Instant | null;
  failed: boolean;
};

declare module '../database/tables.ts' {
  interface Tables {
    run: RunTable;
    run_log: RunLogTable;
    'work.run_state': RunStateView;
    'work.run_step': RunStepView;
  }
}
