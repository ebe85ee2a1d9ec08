import type { Problem } from '../../problems.ts';

type FormToSend = {
  /** Of the API: `/api/v1/launches`. */
  readonly address: string;
  readonly shop: string;
  readonly form: FormData;
  /** Called with the part that has left this machine, 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

/** What came back; a status of 0 when nothing did. */
export type FormAnswer = { readonly status: number; readonly body: string };

const TEN_MINUTES = 600_000;

/** Sends a form to the API and tells how far it is. XMLHttpRequest, because fetch cannot report upload progress. */
export function sendForm({ address, shop, form, onProgress, signal }: FormToSend): Promise<FormAnswer> {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest();
    const lost = () => resolve({ status: 0, body: '' });
    call.open('POST', address);
    call.setRequestHeader('X-Bottega-Shop', shop);
    call.setRequestHeader('Accept', 'application/json, application/problem+json');
    call.timeout = TEN_MINUTES;
    call.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total));
    call.addEventListener('load', () => resolve({ status: call.status, body: call.responseText }));
    for (const end of ['error', 'timeout', 'abort'] as const) call.addEventListener(end, lost);
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.send(form);
  });
}

/** The refusal in a body of problem+json with its `errors`; null for anything else, such as the page of a proxy. */
export function readRefusal(body: string): Problem | null {
  const answer = readObject(body);
  if (typeof answer?.detail !== 'string') return null;
  return {
    code: typeof answer.code === 'string' ? answer.code : '',
    detail: answer.detail,
    problems: Array.isArray(answer.errors) ? answer.errors.filter(isFieldProblem) : [],
  };
}

/** The JSON object in a body; null where there is none. */
export function readObject(text: string): Record<string, unknown> | null {
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
