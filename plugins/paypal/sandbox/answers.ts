type Link = { readonly href: string; readonly rel: string; readonly method?: string };

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'paypal-debug-id': newDebugId(), ...headers },
  });

const newDebugId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 13);

type More = {
  readonly issue?: string;
  readonly description?: string;
  readonly field?: string;
  readonly links?: readonly Link[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** An error as PayPal’s REST APIs write it. */
export function problem(status: number, name: string, message: string, more: More = {}): Response {
  const { issue, description = issue, field, links = [], headers } = more;
  const details = issue === undefined ? undefined : [{ issue, description, ...(field === undefined ? {} : { field }) }];
  return json(status, { name, message, debug_id: newDebugId(), ...(details ? { details } : {}), links }, headers);
}

/** A request that is written right and cannot be carried out. */
export const unprocessable = (issue: string, more: Omit<More, 'issue'> = {}): Response =>
  problem(
    422,
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
    {
      ...more,
      issue,
    },
  );

export const malformed = (issue: string, field: string): Response =>
  problem(400, 'INVALID_REQUEST', 'Request is not well-formed, syntactically incorrect, or violates schema.', { issue, field });

export const unknownResource = (): Response =>
  problem(404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.', { issue: 'INVALID_RESOURCE_ID' });

/** What an act on an order is answered with, before it is a response: it is kept, so that the same request gets it again. */
export type Reply = { readonly status: number; readonly body: unknown };
