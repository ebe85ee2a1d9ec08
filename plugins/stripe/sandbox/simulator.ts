import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator, SimulatorHost } from '@bottega/contracts';
import { SIMULATOR_KEY } from '../settings.ts';
import { isRefusal, openArchive } from './archive.ts';
import { type RequestFault, takeFault } from './faults.ts';
import { type Form, readForm } from './form.ts';
import { type Answer, once } from './idempotency.ts';
import { newId } from './objects.ts';
import { type Desk, OPERATIONS, type Operation } from './operations.ts';
import { invalid, Refusal } from './refusal.ts';
import { servePage } from './serve-page.ts';
import { API_VERSION, openOutbox } from './webhooks.ts';

const REQUEST_FAULTS: readonly RequestFault[] = ['lost_answer', 'server_error', 'rate_limited', 'slow'];

type Asked = {
  readonly operation: Operation;
  readonly id: string;
  readonly form: Form;
  readonly key: string | null;
  readonly request: string;
};

/**
 * Stripe as a program: the requests that this plugin sends, with Stripe's answers, errors, idempotency and signed webhooks, and the page on
 * which a buyer pays. What goes wrong on demand is in faults.ts.
 */
export function stripeSimulator(host: SimulatorHost): Simulator {
  const outbox = openOutbox(host);
  const desk: Desk = { archive: openArchive(host, outbox.announce), host };

  return {
    async fetch(request) {
      await outbox.flush();
      const asked = await readRequest(request).catch(tellRefusal);
      if (asked instanceof Response) return asked;
      const fault = await takeFault(host.records, REQUEST_FAULTS, asked.operation.name);
      if (fault?.fault === 'slow') await sleep((fault.seconds ?? 5) * 1_000, undefined, { signal: request.signal });
      if (fault?.fault === 'server_error') return tell(new Refusal(500, { type: 'api_error', message: 'An unknown error occurred' }));
      if (fault?.fault === 'rate_limited') return tellToWait(fault.seconds ?? 1);
      const answer = await perform(desk, asked).catch(tellRefusal);
      if (fault?.fault === 'lost_answer')
        throw new TypeError('fetch failed', { cause: new Error('the connection broke before the answer') });
      return answer;
    },
    async page(request, path) {
      await outbox.flush();
      return servePage(desk, request, path.replace(/^\/+/, ''));
    },
  };
}

async function readRequest(request: Request): Promise<Asked> {
  const url = new URL(request.url);
  const operation = OPERATIONS.find(({ method, path }) => method === request.method && path.test(url.pathname));
  if (request.headers.get('authorization') !== `Bearer ${SIMULATOR_KEY}`) {
    throw new Refusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided: the simulator takes its own alone.' });
  }
  if (!operation) {
    const message = `Unrecognized request URL (${request.method}: ${url.pathname}): the simulator knows what the plugin asks for.`;
    throw new Refusal(404, { type: 'invalid_request_error', message });
  }
  const words = request.method === 'GET' ? url.search.slice(1) : await request.text();
  const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null;
  if (key !== null && key.length > 255) throw invalid('Idempotency keys can have up to 255 characters.');
  const id = decodeURIComponent(operation.path.exec(url.pathname)?.[1] ?? '');
  return { operation, id, form: readForm(words), key, request: `${url.pathname} ${words}` };
}

/** What the parameters alone refuse is not kept under the key, as with Stripe; what was begun is. */
async function perform(desk: Desk, { operation, id, form, key, request }: Asked): Promise<Response> {
  const run = operation.prepare(form, id);
  const execute = async (): Promise<Answer> => {
    try {
      return { status: 200, body: await run(desk) };
    } catch (error) {
      if (isRefusal(error)) return { status: error.status, body: { error: error.told } };
      throw error;
    }
  };
  if (key === null) return respond(await execute());
  const { isReplay, ...answer } = await once(desk.host, { key, request }, execute);
  return respond(answer, { 'idempotency-key': key, ...(isReplay ? { 'idempotent-replayed': 'true' } : {}) });
}

const respond = ({ status, body }: Answer, headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json(body, { status, headers: { 'request-id': newId('req'), 'stripe-version': API_VERSION, ...headers } });

const tell = ({ status, told }: Refusal): Response => respond({ status, body: { error: told } });

const tellToWait = (seconds: number): Response => {
  const error = { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' };
  return respond({ status: 429, body: { error } }, { 'retry-after': String(seconds) });
};

function tellRefusal(error: unknown): Response {
  if (isRefusal(error)) return tell(error);
  throw error;
}
