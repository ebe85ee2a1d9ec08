import type { CallContext, PaymentRequest, PluginSettings, Simulator, SimulatorRecords } from '@bottega/contracts';
import { testCall } from '@bottega/contracts/fakes';
import { type Fault, planFaults } from '../sandbox/faults.ts';
import { stripeSimulator } from '../sandbox/simulator.ts';

export const PAGES = 'https://shop.example/simulators/stripe';

/** Records in memory, as the server keeps them in its database: values are copies, and changes of one name come one after another. */
export function memoryRecords(): SimulatorRecords {
  const kept = new Map<string, string>();
  const turns = new Map<string, Promise<unknown>>();
  const get = async <T>(name: string): Promise<T | undefined> => {
    const text = kept.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  return {
    get,
    change: <T>(name: string, next: (before: T | undefined) => T): Promise<T> => {
      const turn = (turns.get(name) ?? Promise.resolve()).then(async () => {
        const after = next(await get<T>(name));
        kept.set(name, JSON.stringify(after));
        return after;
      });
      turns.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
    list: async <T>(prefix: string) =>
      [...kept]
        .filter(([name]) => name.startsWith(prefix))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, text]) => ({ name, value: JSON.parse(text) as T })),
  };
}

/** A request as it left the plugin. */
export type Sent = { readonly method: string; readonly url: URL; readonly headers: Headers; readonly body: string };
export type Delivered = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** A simulator with its shop, and a call of the plugin that reaches it. */
export async function openWorld(settings: PluginSettings = { environment: 'simulator' }) {
  const records = memoryRecords();
  const sent: Sent[] = [];
  const delivered: Delivered[] = [];
  const clock = { ahead: 0 };
  const simulator: Simulator = stripeSimulator({
    records,
    pages: PAGES,
    settings,
    now: () => new Date(Date.now() + clock.ahead),
    deliver: async (event) => {
      delivered.push(event);
    },
  });
  const road: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({ method: request.method, url: new URL(request.url), headers: request.headers, body: await request.clone().text() });
    return simulator.fetch(request);
  };
  const call = await testCall({ settings, fetch: road });
  return {
    call,
    sent,
    delivered,
    simulator,
    road,
    records,
    /** Moves the simulator's clock on. */
    wait: (seconds: number) => {
      clock.ahead += seconds * 1_000;
    },
    plan: (...faults: readonly Fault[]) => planFaults(records, ...faults),
    [Symbol.asyncDispose]: () => call[Symbol.asyncDispose](),
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;

export const requestOf = (key: string, change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  key,
  amount: { amount: 4_800, currency: 'EUR' },
  orderCode: 'FRN7K2M4XB',
  shopName: 'Fornace',
  buyer: { email: 'ada@example.com', country: 'IT', language: 'en' },
  returnUrl: 'https://shop.example/checkout/return?payment=1',
  cancelUrl: 'https://shop.example/checkout/return?payment=1&cancelled=1',
  ...change,
});

/** Fills in the simulator's page as a buyer does. `url` is that of the payment's action. */
export const submit = ({ simulator }: Pick<World, 'simulator'>, url: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
  simulator.page(new Request(url, { method: 'POST', body: new URLSearchParams(fields) }), pathOf(url));

export const visit = ({ simulator }: Pick<World, 'simulator'>, url: string, headers: HeadersInit = {}): Promise<Response> =>
  simulator.page(new Request(url, { headers }), pathOf(url));

const pathOf = (url: string): string => new URL(url).pathname.slice(new URL(PAGES).pathname.length);

/** The same call with other settings or another road. */
export const withChange = (call: CallContext, change: Partial<CallContext>): CallContext => ({ ...call, ...change });
