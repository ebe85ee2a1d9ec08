import type { z } from 'zod';
import { BottegaError, type Problem } from './bottega-error.ts';
import { ERRORS, type ErrorCode } from './catalogue.ts';

/**
 * What a schema found wrong, as one error with a problem for each issue. A custom issue may name a code of the catalogue in its `params`
 * (`{ code: 'unknown_currency' }`), which then is the error's; all else is `invalid_input`.
 */
export function toInputError(error: z.core.$ZodError): BottegaError {
  const problems: Problem[] = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const detail = problems.map(({ message }) => (/[.!?]$/.test(message) ? message : `${message}.`)).join(' ');
  return new BottegaError(error.issues.map(codeOf).find((code) => code !== undefined) ?? 'invalid_input', detail, {
    problems,
    cause: error,
  });
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof code === 'string' && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : undefined;
}

/** What came in, as the schema reads it. @throws BottegaError invalid_input, with one problem for each mistake. */
export function readInput<S extends z.ZodType>(schema: S, input: z.input<S>): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw toInputError(result.error);
}

/** @throws BottegaError invalid_input naming the one field that is wrong. */
export function refuseField(path: string, message: string): never {
  throw new BottegaError('invalid_input', message, { problems: [{ path, message }] });
}
