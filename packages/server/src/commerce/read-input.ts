import type { z } from '@hono/zod-openapi';
import { BottegaError, toInputError } from '#platform';

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
