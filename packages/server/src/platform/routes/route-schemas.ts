import { z } from '@hono/zod-openapi';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    next: z.string().openapi({ description: 'What to do about it.' }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    request_id: z.string(),
  })
  .openapi('Problem', {
    example: {
      type: 'https://bottega.example/errors/not_found',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      detail: 'This shop has no such product.',
      next: 'Check the address or id.',
      request_id: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7',
    },
  });

const WHEN = {
  401: 'Nobody is signed in.',
  403: 'The role does not include the permission.',
  404: 'This shop has nothing of that id.',
  409: 'It does not fit the present state.',
  413: 'A file is too large.',
  415: 'A file is not of a kind that is taken.',
  422: 'Something in the input is not right; `errors` names each field.',
  429: 'Too many tries; `Retry-After` has the seconds to wait.',
  502: 'An outside service failed; trying again does no harm.',
  503: 'Something that is needed is away for a moment; `Retry-After` has the seconds to wait.',
  507: 'The disk is full.',
} as const;

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } });

/** The refusals that a route documents, as RFC 9457 problems. */
export const problems = <Status extends keyof typeof WHEN>(...statuses: Status[]) =>
  Object.fromEntries(statuses.map((status) => [status, problem(WHEN[status])])) as Record<Status, ReturnType<typeof problem>>;

/** A body or an answer in JSON. */
export const json = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { 'application/json': { schema } } });

/** A body that must be there. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({ required: true, content: { 'application/json': { schema } } });

/** The `{id}` of a path. What is no id is not found, as an id of another shop is. */
export const idParams = z.object({ id: z.string().openapi({ example: '0195e7a2-6b1e-7c3a-9f0e-3d2b1a09f8e7' }) });
