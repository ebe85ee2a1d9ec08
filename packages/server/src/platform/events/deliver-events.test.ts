import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import { appendAudit, appendEvent } from './append.ts';
import { type DeliveredEvent, type EventListener, startDelivery } from './deliver-events.ts';

let world: TestWorld;
let ctx: Ctx;
const running: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterEach(async () => {
  for (const delivery of running.splice(0)) await delivery.stop();
  await ctx.db.deleteFrom('event').execute();
});
afterAll(() => world?.close());

type Heard = { readonly shop: string; readonly event: DeliveredEvent };

/** A listener that writes down what it hears, and fails where the test says so. */
function listen(name: string, types: readonly string[], fails: (event: DeliveredEvent) => boolean = () => false) {
  const heard: Heard[] = [];
  const listener: EventListener = {
    name,
    types,
    hear: async ({ shop }, event) => {
      heard.push({ shop: shop.id, event });
      if (fails(event)) throw new Error('the listener cannot now');
    },
  };
  return { listener, heard };
}

const deliver = (...listeners: EventListener[]): void => {
  running.push(startDelivery(world.ground, listeners));
};
const waiting = async (of: Ctx = ctx): Promise<number> =>
  (await of.db.selectFrom('event').select('id').where('delivered_at', 'is', null).execute()).length;
const happen = (subjectId: string, number: number, of: Ctx = ctx, type = 'bowl.turned') =>
  appendEvent(of, { type, subjectId, payload: { number } });
const numbersOf = (heard: readonly Heard[]) => heard.map(({ event }) => (event.payload as { number: number }).number);

test('an event is told to those who want its kind, in its own shop, once', async () => {
  const other = await world.createCtx();
  const [subject, theirs] = [newId(), newId()];
  await happen(subject, 1);
  await happen(subject, 2, ctx, 'bowl.oiled');
  await happen(theirs, 3, other);
  const turned = listen('turned', ['bowl.turned']);
  const all = listen('all', ['bowl.turned', 'bowl.oiled']);
  deliver(turned.listener, all.listener);
  await expect.poll(async () => (await waiting()) + (await waiting(other)), { timeout: 5_000 }).toBe(0);
  expect(turned.heard).toEqual([
    { shop: ctx.shop.id, event: { id: expect.any(String), type: 'bowl.turned', subjectId: subject, payload: { number: 1 } } },
    { shop: other.shop.id, event: expect.objectContaining({ subjectId: theirs }) },
  ]);
  expect(numbersOf(all.heard)).toEqual([1, 2, 3]);
});

test('of several processes that deliver one does at a time, so that nothing is told twice', async () => {
  const subject = newId();
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  for (const number of numbers) await happen(subject, number);
  const { listener, heard } = listen('one', ['bowl.turned']);
  const slow: EventListener = { ...listener, hear: (...told) => sleep(10).then(() => listener.hear(...told)) };
  for (let processes = 0; processes < 3; processes++) deliver(slow);
  await expect.poll(() => waiting(), { timeout: 8_000 }).toBe(0);
  expect(numbersOf(heard)).toEqual(numbers);
});

test('what happened in one transaction is told in the order in which it happened', async () => {
  const subject = newId();
  await inTransaction(ctx, async (tx) => {
    for (let number = 0; number < 30; number++) await happen(subject, number, tx);
  });
  const { listener, heard } = listen('order', ['bowl.turned']);
  deliver(listener);
  await expect.poll(() => waiting(), { timeout: 5_000 }).toBe(0);
  expect(numbersOf(heard)).toEqual(Array.from({ length: 30 }, (_, number) => number));
});

test('a listener that fails is told again, alone, and later events of that subject wait for it', async () => {
  const [stuck, free] = [newId(), newId()];
  await happen(stuck, 1);
  await happen(stuck, 2);
  await happen(free, 3);
  let broken = true;
  const steady = listen('steady', ['bowl.turned']);
  const shaky = listen('shaky', ['bowl.turned'], ({ subjectId }) => broken && subjectId === stuck);
  deliver(steady.listener, shaky.listener);
  await expect.poll(() => waiting(), { timeout: 5_000 }).toBe(2);
  expect(numbersOf(steady.heard)).toEqual([1, 3]);
  broken = false;
  await expect.poll(() => waiting(), { timeout: 5_000 }).toBe(0);
  expect(numbersOf(steady.heard)).toEqual([1, 3, 2]);
  expect(numbersOf(shaky.heard).filter((number) => number === 1).length).toBeGreaterThan(1);
  expect(numbersOf(shaky.heard).at(-1)).toBe(2);
});

test('many events of which nobody can take one do not keep the others from being told', async () => {
  for (let number = 0; number < 105; number++) await happen(newId(), number, ctx, 'bowl.cracked');
  const free = newId();
  await happen(free, 1_000);
  const cracked = listen('cracked', ['bowl.cracked'], () => true);
  const turned = listen('turned after', ['bowl.turned']);
  deliver(cracked.listener, turned.listener);
  await expect.poll(() => numbersOf(turned.heard), { timeout: 5_000 }).toEqual([1_000]);
  await expect.poll(waiting, { timeout: 5_000 }).toBe(105);
});

test('after a stop nothing is told any more, and the next start tells it', async () => {
  const { listener, heard } = listen('stopped', ['bowl.turned']);
  const delivery = startDelivery(world.ground, [listener]);
  await delivery.stop();
  await happen(newId(), 1);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(heard).toEqual([]);
  deliver(listener);
  await expect.poll(() => numbersOf(heard), { timeout: 5_000 }).toEqual([1]);
});

test('event and audit entry are there with their change or not at all', async () => {
  const subject = newId();
  const change = inTransaction(ctx, async (tx) => {
    await happen(subject, 1, tx);
    await appendAudit(tx, { action: 'bowl.turn', subjectId: subject, detail: { number: 1 } });
    throw new Error('changed its mind');
  });
  await expect(change).rejects.toThrow('changed its mind');
  await expect.poll(waiting, { timeout: 5_000 }).toBe(0);
  expect(await ctx.db.selectFrom('audit_entry').select('id').where('subject_id', '=', subject).execute()).toEqual([]);
  await appendAudit(ctx, { action: 'bowl.turn', subjectId: subject, detail: { number: 2 } });
  expect(await ctx.db.selectFrom('audit_entry').select(['actor', 'action', 'detail']).where('subject_id', '=', subject).execute()).toEqual([
    { actor: 'system:test', action: 'bowl.turn', detail: { number: 2 } },
  ]);
});
