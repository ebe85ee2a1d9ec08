import type { Instant } from '../database/tables.ts';
import type { Missed } from './occurrences.ts';

type ScheduleTable = {
  shop_id: string;
  id: string;
  name: string;
  cron: string | null;
  zone: string | null;
  every_seconds: number | null;
  missed: Missed;
  workflow: string;
  subject_id: string;
  looked_at: Instant;
  next_at: Instant | null;
  created_at: Instant;
};

type ScheduleOccurrenceTable = { shop_id: string; schedule_id: string; due_at: Instant; id: string; enqueued_at: Instant };

declare module '../database/tables.ts' {
  interface Tables {
    schedule: ScheduleTable;
    schedule_occurrence: ScheduleOccurrenceTable;
  }
}
