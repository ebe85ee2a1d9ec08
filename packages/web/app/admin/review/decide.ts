import type { Room } from '../room.ts';

/** Decides on a finding as a form of a page says. */
export function decide({ ctx, operations }: Room, form: FormData): Promise<unknown> {
  return operations.platform.decideReviewItem(ctx, {
    id: String(form.get('item') ?? ''),
    decision: form.get('intent') === 'allow' ? 'allowed' : 'refused',
    note: String(form.get('note') ?? ''),
  });
}
