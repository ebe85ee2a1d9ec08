const pages = new WeakMap<Response, Uint8Array<ArrayBuffer>>();

/** An answer whose bytes are known beforehand. */
export function wholePage(page: Uint8Array<ArrayBuffer>, init: { status: number; headers: Headers }): Response {
  init.headers.set('content-length', String(page.byteLength));
  const response = new Response(page, init);
  pages.set(response, page);
  return response;
}

/**
 * The same answer, unread. React Router looks at the body of every answer, which makes a stream of it that has to be gathered again; one that
 * nobody has looked at is sent as it is.
 */
export function asUnread(response: Response): Response {
  const page = pages.get(response);
  return page ? new Response(page, { status: response.status, headers: response.headers }) : response;
}
