import type { Problem } from '../../problems.ts';
import { type FormAnswer, readObject, readRefusal } from '../parts/send-form.ts';

type UploadAnswer =
  | { readonly state: 'accepted'; readonly launchId: string }
  | ({ readonly state: 'refused' } & Pick<Problem, 'detail' | 'problems'>)
  | { readonly state: 'lost' };

/** Reads `202 {launchId}` or problem+json with its `errors`; anything else counts as no answer. */
export function readAnswer({ status, body }: FormAnswer): UploadAnswer {
  const launchId = readObject(body)?.launchId;
  if (status === 202 && typeof launchId === 'string') return { state: 'accepted', launchId };
  const refusal = readRefusal(body);
  return refusal ? { state: 'refused', detail: refusal.detail, problems: refusal.problems } : { state: 'lost' };
}
