import { z } from 'zod';
import type { When } from './occurrences.ts';
import './tables.ts';

const whenSchema = z.union([
  z.strictObject({ cron: z.string().trim().min(9).max(120), zone: z.string().trim().min(1).max(60) }),
  z.strictObject({ everySeconds: z.int().min(10).max(31_536_000) }),
]);

export const setScheduleSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  when: whenSchema,
  missed: z.enum(['once', 'never']).default('once'),
  workflow: z.string().min(1).max(80),
  subjectId: z.uuid(),
});
export type SetSchedule = z.input<typeof setScheduleSchema>;

/** A schedule of a shop. */
export type ScheduleView = {
  readonly id: string;
  readonly name: string;
  readonly when: When;
  readonly missed: 'once' | 'never';
  readonly workflow: string;
  readonly subjectId: string;
  /** When it comes next; null when never again. */
  readonly nextAt: string | null;
};

type Columns = { readonly cron: string | null; readonly zone: string | null; readonly every_seconds: number | null };

/** The times of a row; its CHECK holds that it is one or the other. */
export const whenOfRow = ({ cron, zone, every_seconds }: Columns): When =>
  every_seconds === null ? { cron: cron as string, zone: zone as string } : { everySeconds: every_seconds };

export const toColumns = (when: When): Columns =>
  'everySeconds' in when ? { cron: null, zone: null, every_seconds: when.everySeconds } : { ...when, every_seconds: null };
