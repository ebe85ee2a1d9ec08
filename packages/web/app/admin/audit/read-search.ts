import type { AuditSearch } from '../types.ts';

/** The search of the address. Days are those of the shop's time zone, the last one included; what cannot be read is left out. */
export function readSearch(query: URLSearchParams, timeZone: string): AuditSearch {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const [actor, action, subjectId] = [text('actor'), text('action'), text('subjectId')];
  const from = startOfDay(text('from'), timeZone, 0);
  const to = startOfDay(text('to'), timeZone, 1);
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subjectId && isId(subjectId) && { subjectId }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** The same as a query for the API. */
export const searchQuery = (search: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function startOfDay(text: string | undefined, timeZone: string, later: number): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text).add({ days: later }).toZonedDateTime(timeZone).toInstant().toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
