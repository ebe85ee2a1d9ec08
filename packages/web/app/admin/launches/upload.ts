/** One thing wrong in what was sent: the field and a sentence. */
export type FieldProblem = { readonly path: string; readonly message: string };

export type UploadAnswer =
  | { readonly state: 'accepted'; readonly launchId: string }
  | { readonly state: 'refused'; readonly detail: string; readonly problems: readonly FieldProblem[] }
  | { readonly state: 'lost' };

type Upload = {
  readonly shop: string;
  readonly form: FormData;
  /** Called with the part that has left this machine, 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

const TEN_MINUTES = 600_000;

/** Sends the form of a new launch and tells how far it is; fetch cannot report upload progress, XMLHttpRequest can. */
export function uploadLaunch({ shop, form, onProgress, signal }: Upload): Promise<UploadAnswer> {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest();
    call.open('POST', '/api/v1/launches');
    call.setRequestHeader('X-Bottega-Shop', shop);
    call.setRequestHeader('Accept', 'application/json, application/problem+json');
    call.timeout = TEN_MINUTES;
    call.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    call.onload = () => resolve(readAnswer(call.status, call.responseText));
    call.onerror = call.ontimeout = call.onabort = () => resolve({ state: 'lost' });
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.send(form);
  });
}

/** Reads `202 {launchId}` or a problem+json with its `errors`. */
export function readAnswer(status: number, body: string): UploadAnswer {
  const answer = parseObject(body);
  if (status === 202 && typeof answer?.launchId === 'string') return { state: 'accepted', launchId: answer.launchId };
  if (!answer || typeof answer.detail !== 'string') return { state: 'lost' };
  return { state: 'refused', detail: answer.detail, problems: Array.isArray(answer.errors) ? answer.errors.filter(isProblem) : [] };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // a proxy's HTML page, say: the caller treats it as no answer
  }
}

const isProblem = (value: unknown): value is FieldProblem =>
  typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
