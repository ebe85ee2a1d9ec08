import type { CallContext, IncomingEvent, Money, PaymentOrder, PaymentRequest, SimulatorHost, SimulatorRecords } from '@bottega/contracts';
import { type TestCall, testCall } from '@bottega/contracts/fakes';
import { makeAuthority } from '../sandbox/certificate.ts';
import { demandFault, type Fault, openDispute, payPalSimulator, withdrawTokens } from '../sandbox/index.ts';
import { HOSTS } from '../settings.ts';

/** Records in memory, copied in and out as a database would. */
function memoryRecords(): SimulatorRecords {
  const kept = new Map<string, string>();
  const read = <T>(name: string): T | undefined => (kept.has(name) ? (JSON.parse(kept.get(name) as string) as T) : undefined);
  return {
    get: async <T>(name: string) => read<T>(name),
    change: async <T>(name: string, next: (before: T | undefined) => T) => {
      kept.set(name, JSON.stringify(next(read<T>(name))));
      return read<T>(name) as T;
    },
    list: async <T>(prefix: string) =>
      [...kept.keys()]
        .filter((name) => name.startsWith(prefix))
        .sort()
        .map((name) => ({ name, value: read<T>(name) as T })),
  };
}

export const PAGES = 'https://shop.example/simulator/paypal';

type Asked = { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string };

/** A shop whose calls go to a simulator of its own. */
export type World = {
  readonly host: SimulatorHost;
  readonly call: TestCall;
  /** Every request that our code sent, in order. */
  readonly asked: readonly Asked[];
  readonly webhooks: readonly IncomingEvent[];
  countOf(method: string, path: RegExp): number;
  demand(fault: Fault): Promise<unknown>;
  dispute(order: string): Promise<void>;
  withdrawTokens(): Promise<unknown>;
  /** What the buyer does on the page; answers where the browser is sent. */
  decide(token: string, form: Readonly<Record<string, string>>): Promise<string>;
  /** The simulator's clock from now on, in milliseconds from the real one. */
  moveClock(ms: number): void;
  callWith(settings: CallContext['settings']): CallContext;
};

let worlds = 0;

let authority: ReturnType<typeof makeAuthority> | undefined;

/** Each has a client of its own, so that no token is another's. `lends` saves making an authority, which takes a while, for every world. */
export async function openWorld(more: CallContext['settings'] = {}, { lends = false } = {}): Promise<World> {
  const clientId = `client-${process.pid}-${++worlds}`;
  const settings = { environment: 'simulator', take: 'at_once', clientId, ...more };
  const asked: Asked[] = [];
  const webhooks: IncomingEvent[] = [];
  let offset = 0;
  const host: SimulatorHost = {
    records: memoryRecords(),
    pages: PAGES,
    settings,
    now: () => new Date(Date.now() + offset),
    deliver: async ({ headers, body }) => void webhooks.push({ headers, body: Buffer.from(body) }),
  };
  if (lends) {
    authority ??= makeAuthority(new Date());
    await host.records.change('authority', () => authority);
  }
  const simulator = payPalSimulator(host);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input as string, init);
    const url = new URL(request.url);
    const body = await request.clone().text();
    asked.push({ method: request.method, url, headers: request.headers, body });
    if (url.hostname !== HOSTS.simulator.api) throw new Error(`our code went to ${url.hostname}`);
    return simulator.fetch(request);
  };
  const call = await testCall({ settings, fetch });
  return {
    host,
    call,
    asked,
    webhooks,
    countOf: (method, path) => asked.filter((one) => one.method === method && path.test(one.url.pathname)).length,
    demand: (fault) => demandFault(host.records, fault),
    dispute: (order) => openDispute(host, order),
    withdrawTokens: () => withdrawTokens(host),
    async decide(token, form) {
      const body = new URLSearchParams({ token, ...form });
      const answer = await simulator.page(new Request(`${PAGES}/approve`, { method: 'POST', body }), 'approve');
      return answer.headers.get('location') ?? `${answer.status}`;
    },
    moveClock: (ms) => {
      offset = ms;
    },
    callWith: (other) => ({ ...call, settings: { ...settings, ...other } }),
  };
}

export const EUR = (amount: number): Money => ({ amount, currency: 'EUR' });

let keys = 0;

export const paymentRequest = (amount: Money = EUR(4_800), more: Partial<PaymentRequest> = {}): PaymentRequest => ({
  key: `0195e7a2-0000-7000-8000-${String(++keys).padStart(12, '0')}`,
  amount,
  orderCode: `FRN7K2M${String(keys).padStart(3, '0')}`,
  shopName: 'Fornace',
  buyer: { email: 'ada@example.com', country: 'IT', language: 'it' },
  returnUrl: 'https://fornace.example/checkout/return?cart=7',
  cancelUrl: 'https://fornace.example/checkout',
  ...more,
});

/** An act on a payment, under a key made of the payment's. */
export const actOn = ({ key, amount }: PaymentRequest, reference: string, act: string, part: Money = amount): PaymentOrder => ({
  key: `${act}:${key}`,
  payment: key,
  reference,
  amount: part,
});
