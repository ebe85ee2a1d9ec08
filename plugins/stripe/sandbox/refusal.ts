/** The body of an error as Stripe answers it, under `error`. */
type Told = {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly param?: string;
};

/** What the simulator does not do, as the company would refuse it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly told: Told;

  constructor(status: number, told: Told) {
    super(told.message);
    this.status = status;
    this.told = told;
  }
}

/** A request that cannot be met as it stands. */
export const invalid = (message: string, more: { readonly code?: string; readonly param?: string } = {}): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', message, ...more });

export const missing = (what: string, id: string, param: string): Refusal =>
  new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', param, message: `No such ${what}: '${id}'` });
