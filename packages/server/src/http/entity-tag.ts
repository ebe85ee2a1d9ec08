/** Whether an If-None-Match names the tag: by the weak comparison, as RFC 9110 asks of it. */
export const namesTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
