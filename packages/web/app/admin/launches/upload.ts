import type { Problem } from '../../problems.ts';

type UploadAnswer =
  | { readonly state: 'accepted'; readonly launchId: string }
  | ({ readonly state: 'refused' } & Pick<Problem, 'detail' | 'problems'>)
  | { readonly state: 'lost' };

type Upload = {
  readonly shop: string;
  readonly form: FormData;
  /** Called with the part that has left this machine, 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

const TEN_MINUTES = 600_000;

/** Sends the form of a new launch and tells how far it is. XMLHttpRequest, because fetch cannot report upload progress. */
export function uploadLaunch({ shop, form, onProgress, signal }: Upload): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest();
    const lost = () => resolve({ state: 'lost' });
    call.open('POST', '/api/v1/launches');
    call.setRequestHeader('X-Bottega-Shop', shop);
    call.setRequestHeader('Accept', 'application/json, application/problem+json');
    call.timeout = TEN_MINUTES;
    call.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total));
    call.addEventListener('load', () => resolve(readAnswer(call.status, call.responseText)));
    for (const end of ['error', 'timeout', 'abort'] as const) call.addEventListener(end, lost);
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.send(form);
  });
}

/** Reads `202 {launchId}` or problem+json with its `errors`; anything else counts as no answer. */
export function readAnswer(status: number, body: string): UploadAnswer {
  const answer = parseObject(body);
  if (status === 202 && typeof answer?.launchId === 'string') return { state: 'accepted', launchId: answer.launchId };
  if (typeof answer?.detail !== 'string') return { state: 'lost' };
  return { state: 'refused', detail: answer.detail, problems: Array.isArray(answer.errors) ? answer.errors.filter(isFieldProblem) : [] };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // Not ours: the page of a proxy, say.
    return null;
  }
}

const isFieldProblem = (value: unknown): value is Problem['problems'][number] =>
  typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string' && 'message' in value;
