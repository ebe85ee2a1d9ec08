const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** A request that can be sent as often as it takes. */
export type RepeatableRequest = {
  readonly method: string;
  readonly url: URL;
  readonly init: RequestInit;
  /** Whether receiving it twice does what receiving it once does. */
  readonly isIdempotent: boolean;
  /** Whether its method alone makes it so, with no memory at the other end. */
  readonly isIdempotentByMethod: boolean;
  /** Whether its body can be sent a second time. */
  readonly isRepeatable: boolean;
  readonly signal: AbortSignal | undefined;
};

/** Reads what `fetch` is called with. The body of a `Request` is taken into memory; a stream is sent once. */
export async function readRequest(input: RequestInfo | URL, init: RequestInit = {}): Promise<RepeatableRequest> {
  const request = input instanceof Request ? input : undefined;
  const headers = new Headers(init.headers ?? request?.headers);
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const body = init.body ?? (request?.body ? await request.arrayBuffer() : undefined);
  const isIdempotentByMethod = IDEMPOTENT.has(method);
  return {
    method,
    url: new URL(request?.url ?? String(input)),
    init: { ...init, method, headers, redirect: init.redirect ?? request?.redirect ?? 'follow', ...(body == null ? {} : { body }) },
    isIdempotent: isIdempotentByMethod || headers.has('idempotency-key'),
    isIdempotentByMethod,
    isRepeatable: !(body instanceof ReadableStream),
    signal: init.signal ?? request?.signal,
  };
}
