import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz, openFuzzHouse } from '../testing/fuzz.ts';

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const RUNS = 600;

let house: Awaited<ReturnType<typeof openFuzzHouse>>;

beforeAll(async () => {
  house = await openFuzzHouse();
});
afterAll(() => house?.close());

test(`nonsense makes no error of ours, and every refusal is a problem with what to do (seed ${seed})`, async () => {
  const { asked, byStatus, blunders } = await fuzz(house, { seed, runs: RUNS });
  expect(blunders, `FUZZ_SEED=${seed}`).toEqual([]);
  expect(asked).toBe(RUNS);
  // It is no fuzz if everything is refused at the door.
  expect(Object.keys(byStatus)).toEqual(expect.arrayContaining(['200', '401', '404', '422']));
}, 60_000);
