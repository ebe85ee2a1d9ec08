import type { Simulator, SimulatorHost } from '@bottega/contracts';
import { json, problem, unknownResource } from './answers.ts';
import { type Act, withFaults } from './faults.ts';
import { type Asked, authorizeOrder, captureOrder, getOrder, patchOrder, postOrder } from './orders.ts';
import { showPage } from './pages.ts';
import { captureAuthorization, getPart, refundCapture, voidAuthorization } from './payments.ts';
import { getDisputes, getTransactions } from './reporting.ts';
import { shopKeys } from './state.ts';
import { getCertificate, getRoot, verifyWebhook } from './webhooks.ts';

export { demandFault, type Fault } from './faults.ts';
export { openDispute } from './reporting.ts';

type Visit = { readonly host: SimulatorHost; readonly id: string; readonly url: URL; readonly text: string; readonly asked: Asked };
type Route = {
  readonly method: string;
  readonly path: RegExp;
  readonly act: Act;
  readonly open?: true;
  readonly answer: (visit: Visit) => Promise<Response>;
};

const ORDERS = '/v2/checkout/orders';
const PAYMENTS = '/v2/payments';
const ID = '([A-Za-z0-9-]+)';
const route = (method: string, path: string, act: Act, answer: Route['answer']): Route => ({
  method,
  path: new RegExp(`^${path}$`),
  act,
  answer,
});

const ROUTES: readonly Route[] = [
  route('POST', ORDERS, 'create', ({ host, asked }) => postOrder(host, asked)),
  route('GET', `${ORDERS}/${ID}`, 'find', ({ host, id }) => getOrder(host, id)),
  route('PATCH', `${ORDERS}/${ID}`, 'patch', ({ host, id, asked }) => patchOrder(host, id, asked)),
  route('POST', `${ORDERS}/${ID}/authorize`, 'authorise', ({ host, id, asked }) => authorizeOrder(host, id, asked)),
  route('POST', `${ORDERS}/${ID}/capture`, 'capture', ({ host, id, asked }) => captureOrder(host, id, asked)),
  route('POST', `${PAYMENTS}/authorizations/${ID}/capture`, 'capture', ({ host, id, asked }) => captureAuthorization(host, id, asked)),
  route('POST', `${PAYMENTS}/authorizations/${ID}/void`, 'void', ({ host, id, asked }) => voidAuthorization(host, id, asked)),
  route('POST', `${PAYMENTS}/captures/${ID}/refund`, 'refund', ({ host, id, asked }) => refundCapture(host, id, asked)),
  route('GET', `${PAYMENTS}/(?:authorizations|captures|refunds)/${ID}`, 'find', ({ host, id }) => getPart(host, id)),
  route('POST', '/v1/notifications/verify-webhook-signature', 'verify', ({ host, text }) => verifyWebhook(host, text)),
  route('GET', '/v1/reporting/transactions', 'report', ({ host, url }) => getTransactions(host, url.searchParams)),
  route('GET', '/v1/customer/disputes', 'disputes', ({ host, url }) => getDisputes(host, url.searchParams.get('disputed_transaction_id'))),
  { ...route('GET', `/v1/notifications/certs/${ID}`, 'certificate', ({ host, id }) => getCertificate(host, id)), open: true },
  { ...route('GET', '/simulator/root.pem', 'certificate', ({ host }) => getRoot(host)), open: true },
];

const TOKENS = 'tokens';
const TOKEN_SECONDS = 32_400;
type Tokens = Readonly<Record<string, number>>;

/** Access by client credentials (RFC 6749, 4.4), as PayPal gives it. */
async function giveToken(host: SimulatorHost, request: Request): Promise<Response> {
  const { clientId, clientSecret } = shopKeys(host);
  const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  if (request.headers.get('authorization') !== expected) {
    return json(401, { error: 'invalid_client', error_description: 'Client Authentication failed' });
  }
  if (new URLSearchParams(await request.text()).get('grant_type') !== 'client_credentials') {
    return json(400, { error: 'unsupported_grant_type', error_description: 'unsupported grant_type' });
  }
  const token = `A21AA${crypto.randomUUID().replaceAll('-', '')}`;
  const now = host.now().getTime();
  await host.records.change<Tokens>(TOKENS, (before = {}) => ({
    ...Object.fromEntries(Object.entries(before).filter(([, until]) => until > now)),
    [token]: now + TOKEN_SECONDS * 1_000,
  }));
  return json(200, { access_token: token, token_type: 'Bearer', app_id: 'APP-SIMULATOR', expires_in: TOKEN_SECONDS });
}

async function hasAccess({ records, now }: SimulatorHost, request: Request): Promise<boolean> {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
  return ((await records.get<Tokens>(TOKENS))?.[token] ?? 0) > now().getTime();
}

/** Ends every access that was given: the next request with one is refused. */
export const withdrawTokens = ({ records }: SimulatorHost): Promise<unknown> => records.change<Tokens>(TOKENS, () => ({}));

async function answer(host: SimulatorHost, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const { signal } = request;
  if (url.pathname === '/v1/oauth2/token') return withFaults(host.records, 'token', signal, () => giveToken(host, request));
  const found = ROUTES.find(({ method, path }) => method === request.method && path.test(url.pathname));
  if (!found) return unknownResource();
  if (!found.open && !(await hasAccess(host, request))) {
    return problem(401, 'AUTHENTICATION_FAILURE', 'Authentication failed due to missing or invalid authorization.', {});
  }
  const text = await request.text();
  const body = readBody(text);
  if (body === undefined) return problem(400, 'INVALID_REQUEST', 'Request is not well-formed.', { issue: 'MALFORMED_REQUEST_JSON' });
  const asked = { requestId: request.headers.get('paypal-request-id'), body };
  const id = found.path.exec(url.pathname)?.[1] ?? '';
  return withFaults(host.records, found.act, signal, () => found.answer({ host, id, url, text, asked }));
}

/** Null for no body, undefined for one that is no JSON. */
function readBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * PayPal as a program: access, orders, authorisations, captures, refunds, disputes, reports and signed webhooks as its REST APIs have them,
 * and the page on which a buyer agrees. `demandFault` makes it go wrong.
 */
export const payPalSimulator = (host: SimulatorHost): Simulator => ({
  fetch: (request) => answer(host, request),
  page: (request, path) => showPage(host, request, path),
});
