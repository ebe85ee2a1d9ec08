import type { WayChange } from '../types.ts';

/** What a form says of a way of paying; what it does not show stays as it is. */
export function readWay(form: FormData): Omit<WayChange, 'id'> {
  const place = form.get('place');
  if (place !== null) return { position: Number(place) };
  const take = form.get('take');
  return {
    offered: form.get('offered') === 'on',
    label: String(form.get('label') ?? '').trim() || null,
    ...(take === 'at_once' || take === 'when_sent' ? { take } : {}),
  };
}
