import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, newId } from '../context.ts';
import { keepEvidence, listEvidence } from './evidence.ts';

let world: TestWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await openTestWorld();
  ctx = await world.createCtx();
});
afterAll(() => world?.close());

test('evidence is kept once for each asset, the newest terms with it, and the shop’s own', async () => {
  const subjectId = newId();
  const keep = (asset: string, micros: number, licence: string) =>
    keepEvidence(ctx, { subjectId, asset, provider: 'dear', made: { cost: { micros, currency: 'EUR' }, evidence: { licence } } });
  await keep('picture', 5, 'CC0-1.0');
  await keep('film', 7, 'CC0-1.0');
  await keep('picture', 12, 'CC-BY-4.0');
  const evidence = await listEvidence(ctx, subjectId);
  expect(evidence.map(({ asset, licence, cost }) => [asset, licence, cost.micros])).toEqual([
    ['film', 'CC0-1.0', 7],
    ['picture', 'CC-BY-4.0', 12],
  ]);
  expect(evidence[0]).toMatchObject({ termsUrl: null, prompt: null, receipt: null });
  expect(await listEvidence(await world.createCtx(), subjectId)).toEqual([]);
});
