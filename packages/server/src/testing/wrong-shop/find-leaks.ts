import { randomBytes } from 'node:crypto';
import type { TestApp } from '../test-app.ts';
import { type Answer, ask, type Caller, type Question, WAYS } from './ask.ts';
import type { Place } from './open-place.ts';
import type { Route } from './routes.ts';

/** Who asks without saying who they are. */
export const GUEST: Caller = { name: 'a guest', headers: {} };

const REFUSALS: readonly number[] = [401, 403, 404, 422];

/** An id of the same form and age that names nothing anywhere. */
export const neverWas = (id: string): string => id.slice(0, -8) + randomBytes(4).toString('hex');

/** Everybody of a shop who may ask. */
export const everybodyOf = ({ roles, machines }: Place): Caller[] => [...Object.values(roles), ...machines];

/** The question and its answer in one line. */
export function describeAnswer({ route, caller, foreign, way = 'header' }: Question, { status, content }: Answer): string {
  const what = foreign ? `${route.name} with the ${foreign} of another shop` : route.name;
  return `${what}, asked by ${caller.name}, the shop named by ${way}: ${status} ${content.slice(0, 300)}`;
}

/**
 * Asks each route in the name of one shop for what is another's: by everybody, in path, query and body, the shop named in each way. An
 * answer that is not the one for a thing that never was is a leak, as is one that is no refusal. `secret` stands in all that the other has.
 */
export async function findLeaks(http: TestApp, routes: readonly Route[], from: Place, of: Place, secret: string): Promise<string[]> {
  const leaks: string[] = [];
  for (const route of routes) {
    for (const foreign of route.kinds) {
      for (const caller of [GUEST, ...everybodyOf(from)])
        leaks.push(...(await findLeak(http, { route, foreign, caller, from, of, secret })));
    }
  }
  return leaks;
}

type Search = { route: Route; foreign: string; caller: Caller; from: Place; of: Place; secret: string };

async function findLeak(http: TestApp, { route, foreign, caller, from, of, secret }: Search): Promise<string[]> {
  const theirs = of.ids[foreign] as string;
  const asking = (id: string): Question => ({ route, caller, foreign, shop: from.shop, ids: { ...from.ids, [foreign]: id } });
  const missing = await ask(http, asking(neverWas(theirs)));
  const inPath = [...route.inPath.values()].includes(foreign);
  const leaks: string[] = [];
  for (const way of WAYS) {
    const question = { ...asking(theirs), way };
    const answer = await ask(http, question);
    const differs = answer.status !== missing.status || answer.content !== missing.content;
    const isLeak = differs || answer.content.includes(secret) || (inPath && !REFUSALS.includes(answer.status));
    if (isLeak)
      leaks.push(`${describeAnswer(question, answer)}${differs ? `, not ${missing.status} ${missing.content.slice(0, 200)}` : ''}`);
  }
  return leaks;
}
