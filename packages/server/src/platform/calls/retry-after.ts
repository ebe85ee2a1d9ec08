/**
 * How long the answer asks to be left alone, in milliseconds: `Retry-After` in seconds or as a date, of which one in the past is 0.
 * Null when it does not say.
 */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
