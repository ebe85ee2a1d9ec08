import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import { appendEvent } from '../events/append.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

const happen = (of: Ctx, subjectId: string) => appendEvent(of, { type: 'bowl.turned', subjectId, payload: { of: 'walnut' } });
const countOf = async (of: Ctx, subjectId: string) =>
  (await of.db.selectFrom('event').select('id').where('subject_id', '=', subjectId).execute()).length;

test('a transaction is there whole or not at all; one inside another is the same one', async () => {
  const [kept, undone] = [newId(), newId()];
  await inTransaction(ctx, async (tx) => {
    await happen(tx, kept);
    await inTransaction(tx, (inner) => happen(inner, kept));
  });
  const failing = inTransaction(ctx, async (tx) => {
    await happen(tx, undone);
    await inTransaction(tx, async (inner) => {
      await happen(inner, undone);
      throw new Error('changed its mind');
    });
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect([await countOf(ctx, kept), await countOf(ctx, undone)]).toEqual([2, 0]);
});

test('a row of another shop cannot be written, also not by who names that shop', async () => {
  const other = await world.createCtx();
  await expect(happen({ ...ctx, shop: other.shop }, newId())).rejects.toMatchObject({ code: '42501' });
});

test('numbers, instants and lists come as the types say', async () => {
  const subjectId = newId();
  await happen(ctx, subjectId);
  const row = await ctx.db
    .selectFrom('event')
    .select(['payload', 'created_at', sql<number>`9007199254740991::bigint`.as('large'), sql<string[]>`array['a', 'b']`.as('list')])
    .where('subject_id', '=', subjectId)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ payload: { of: 'walnut' }, large: Number.MAX_SAFE_INTEGER, list: ['a', 'b'] });
  expect(row.created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/);
  expect(Temporal.Instant.from(row.created_at).epochMilliseconds).toBeGreaterThan(Date.now() - 60_000);
  const tooLarge = sql<{ n: number }>`select 9007199254740992::bigint as n`.execute(ctx.db);
  await expect(tooLarge).rejects.toThrow('bigint 9007199254740992 is beyond 2^53');
});

test('a statement that was prepared once serves every shop with its own rows', async () => {
  const ctxs = await Promise.all(Array.from({ length: 6 }, () => world.createCtx()));
  for (let round = 0; round < 12; round++) {
    const ids = await Promise.all(ctxs.map(async ({ db }) => (await db.selectFrom('shop').select('id').execute()).map(({ id }) => id)));
    expect(ids).toEqual(ctxs.map(({ shop }) => [shop.id]));
  }
});

test('an answer is never streamed: it would hold its connection', async () => {
  const reading = (async () => {
    for await (const row of ctx.db.selectFrom('event').selectAll().stream()) return row;
  })();
  await expect(reading).rejects.toThrow('read in pages');
});
