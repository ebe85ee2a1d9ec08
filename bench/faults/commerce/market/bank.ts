import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldPayment, HeldRefund, PaymentOrder, PaymentRequest } from '@bottega/contracts';

/** What the bank does to one request: answers, does it late, answers late, does it and loses the answer, or refuses before doing anything. */
export type Mischief = 'none' | 'act late' | 'answer late' | 'lose the answer' | 'refuse for now';

/** A bank of the harness's own, which outlives the shops' processes: what it holds at the end is what was really charged. */
export type Bank = {
  readonly url: string;
  /** Payments by the key that they were asked for under. */
  readonly payments: ReadonlyMap<string, HeldPayment>;
  /** How many times money was really taken for each key of a capture. */
  readonly captures: ReadonlyMap<string, number>;
  /** Says what becomes of each request from now on. */
  misbehave(next: (act: string) => Mischief): void;
  /** Tells of each beginning and capture that is done from now on, also where its answer is lost. */
  listen(heard: (act: string, payment: string) => void): void;
  close(): Promise<void>;
};

const LATE_MS = 400;

type Books = {
  readonly payments: Map<string, HeldPayment>;
  readonly acts: Map<string, HeldPayment | HeldRefund>;
  readonly captures: Map<string, number>;
};

/** The acts, each done once for its key. */
const ACTS: Readonly<Record<string, (books: Books, order: never) => unknown>> = {
  begin: ({ payments }, { key, amount }: PaymentRequest) => {
    const own = { key, amount, captured: 0, refunded: 0, payee: 'bank', live: false, disputed: false };
    if (!payments.has(key)) payments.set(key, { state: 'authorised', reference: `bank-${key}`, ...own });
    return payments.get(key);
  },
  find: ({ payments }, { key }: { key: string }) => payments.get(key) ?? null,
  capture: ({ payments, acts, captures }, order: PaymentOrder) => {
    const known = acts.get(order.key);
    if (known) return known;
    const payment = payments.get(order.payment) as HeldPayment;
    const held: HeldPayment = { ...payment, state: 'captured', captured: payment.captured + order.amount.amount };
    payments.set(order.payment, held);
    acts.set(order.key, held);
    captures.set(order.payment, (captures.get(order.payment) ?? 0) + 1);
    return held;
  },
  cancel: ({ payments }, order: PaymentOrder) => {
    const payment = payments.get(order.payment) as HeldPayment;
    if (payment.captured === 0) payments.set(order.payment, { ...payment, state: 'cancelled' });
    return payments.get(order.payment);
  },
  refund: ({ payments, acts }, order: PaymentOrder) => {
    const known = acts.get(order.key);
    if (known) return known;
    const payment = payments.get(order.payment) as HeldPayment;
    payments.set(order.payment, { ...payment, refunded: payment.refunded + order.amount.amount });
    const refund: HeldRefund = { state: 'done', reference: `bank-${order.key}`, amount: order.amount };
    acts.set(order.key, refund);
    return refund;
  },
  findRefund: ({ acts }, { key }: PaymentOrder) => acts.get(key) ?? null,
};

export async function openBank(): Promise<Bank> {
  const books: Books = { payments: new Map(), acts: new Map(), captures: new Map() };
  const manners: Manners = { mischief: () => 'none', heard: () => undefined };
  const server = createServer((request, response) => {
    answer(books, manners, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    payments: books.payments,
    captures: books.captures,
    misbehave(next) {
      manners.mischief = next;
    },
    listen(heard) {
      manners.heard = heard;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the bank does besides what it is asked for. */
type Manners = { mischief: (act: string) => Mischief; heard: (act: string, payment: string) => void };

async function answer(books: Books, { mischief, heard }: Manners, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const act = (request.url ?? '').slice(1);
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
  const harm = mischief(act);
  if (harm === 'refuse for now') return void response.writeHead(503).end();
  if (harm === 'act late') await sleep(LATE_MS); // and it does it also for one who has died meanwhile
  const isNew = act === 'begin' ? !books.payments.has(body.key) : act === 'capture' && !books.acts.has(body.key);
  const result = ACTS[act]?.(books, body as never);
  if (isNew) heard(act, body.payment ?? body.key);
  if (harm === 'lose the answer') return void response.destroy();
  if (harm === 'answer late') await sleep(LATE_MS);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}
