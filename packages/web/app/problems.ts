import { data } from 'react-router';

/** As an operation throws it: a code of the error catalogue, what was wrong, and which fields. */
export type Problem = {
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
};

/** The codes that become a page or a form's answer; all other failures are ours, and go on as they came. */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_input: 422,
  not_found: 404,
  shop_not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  conflict: 409,
  disk_full: 507,
  database_away: 503,
};

/** What an operation refused, as plain data; undefined when this is no refusal but a mistake of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || error.name !== 'BottegaError') return undefined;
  const { code, message, problems } = error as Error & Problem;
  return { code, detail: message, problems };
}

/**
 * Awaits an operation whose refusal is a page of its own: not found, not allowed, out of reach.
 * @throws a response with the refusal's status, which the nearest error page shows.
 */
export async function orErrorPage<Result>(operation: Promise<Result>): Promise<Result> {
  try {
    return await operation;
  } catch (error) {
    const problem = problemOf(error);
    const status = problem && STATUSES[problem.code];
    if (!problem || !status) throw error;
    throw data(problem, { status });
  }
}
