import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { idParams, jsonBody, ROLES, type RoomModule, roleMay, storeFile } from '#platform';
import { readVisitor } from '../commerce/customers/read-visitor.ts';
import { manualPayment } from '../commerce/testing/market.ts';
import { openTestApp, type TestApp } from '../testing/test-app.ts';
import { openTestWorld, type TestWorld } from '../testing/test-world.ts';
import { ask, fingerprint, type Question, WAYS } from '../testing/wrong-shop/ask.ts';
import type { WrongShopCases } from '../testing/wrong-shop/cases.ts';
import { describeAnswer, everybodyOf, findLeaks, GUEST, neverWas } from '../testing/wrong-shop/find-leaks.ts';
import { loadRooms, openPlace, type Place } from '../testing/wrong-shop/open-place.ts';
import { prepareWorkflows } from '../platform/workflows/workflows.ts';
import { type ApiDocument, mergeCases, type Route, readRoutes } from '../testing/wrong-shop/routes.ts';
import { collectRoutes } from './room-routes.ts';

// Every route of the OpenAPI document is asked for things of another shop: by everybody who may ask, in path, query and body, with the shop
// named in each of three ways. A new route is asked too, and fails the first test while it is not known what its ids and its body are:
// testing/wrong-shop/cases.ts says how a subject tells that in a file of its own.

// Some thousand questions: each route × who asks × how the shop is named.
vi.setConfig({ testTimeout: 300_000 });

const CANARY = 'canary-5b1e';
/** Answers that differ by less than this cannot be told apart over a network. */
const SAME_CLASS_MS = 5;
const isSameClass = (one: number, other: number): boolean => Math.abs(one - other) < SAME_CLASS_MS;

let world: TestWorld;
let http: TestApp;
let cases: WrongShopCases;
/** All of them; and those that are asked: of the others the first test tells. */
let routes: Route[];
let known: Route[];
let ours: Place;
let theirs: Place;

beforeAll(async () => {
  world = await openTestWorld([manualPayment]);
  const { modules, workflows, files } = await loadRooms();
  await prepareWorkflows(world.ground, workflows);
  http = await openTestApp(world, { modules });
  ours = await openPlace(world, http, files, CANARY);
  theirs = await openPlace(world, http, files, 'another');
  cases = mergeCases(files);
  const { paths } = collectRoutes(modules).ofInstallation.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  const document = (await (await http.ask('/api/v1/openapi.json')).json()) as ApiDocument;
  routes = readRoutes(document, { cases, kinds: new Set(Object.keys(ours.ids)), ofShop: (path) => !(path in (paths ?? {})) });
  known = routes.filter(({ unknown }) => unknown.length === 0);
});
afterAll(async () => {
  await http?.close();
  await world?.close();
});

/** Two careless routes: one gives a thing of whichever shop, one tells that a thing is there. */
function lookPastTheWall({ ground }: TestWorld): RoomModule {
  const find = async (id: string) => (await sql`select * from launch where id = ${id}`.execute(ground.database.system)).rows[0];
  const responses = { 200: { description: '' } };
  return {
    name: 'careless',
    readVisitor, // customers ask it as well
    routes(app) {
      const one = createRoute({ method: 'get', path: '/api/v1/launches/{id}', request: { params: idParams }, responses });
      app.openapi(one, async (c) => c.json((await find(c.req.valid('param').id)) ?? {}, 200));
      const body = jsonBody(z.object({ launchId: z.string() }));
      const name = createRoute({ method: 'post', path: '/api/v1/names', request: { body }, responses });
      app.openapi(name, async (c) => c.json({ there: (await find(c.req.valid('json').launchId)) !== undefined }, 200));
    },
  };
}

/** Reading what concerns persons, and taking something out, is written down. */
const withoutAudit = ({ audit_entry, audit_unsealed, ...rest }: Readonly<Record<string, string>>) => rest;

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

describe('the table of cases', () => {
  test('knows what every route names and takes', () => {
    expect(routes.length).toBeGreaterThanOrEqual(18);
    expect(routes.filter(({ unknown }) => unknown.length > 0).map(({ name, unknown }) => `${name}: no case plants ${unknown}`)).toEqual([]);
  });

  test('names no route that is not there', () => {
    const named = [...Object.keys(cases.bodies ?? {}), ...Object.keys(cases.answers ?? {}), ...(cases.last ?? [])];
    expect(named.filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });
});

describe('things of another shop', () => {
  test('are as things that never were, by every route, to everybody, whichever way the shop is named', async () => {
    const before = await fingerprint(ours.ctx);
    expect(await findLeaks(http, known, theirs, ours, CANARY)).toEqual([]);
    expect(await fingerprint(ours.ctx)).toEqual(before);
  });

  test('would be found if a route looked past the wall', async () => {
    const careless = await openTestApp(world, { modules: [lookPastTheWall(world)] });
    const document = (await (await careless.ask('/api/v1/openapi.json')).json()) as ApiDocument;
    const read = readRoutes(document, { cases, kinds: new Set(Object.keys(ours.ids)), ofShop: () => true });
    const leaks = await findLeaks(careless, read, theirs, ours, CANARY);
    await careless.close();
    const asked = 1 + everybodyOf(theirs).length;
    expect(leaks.filter((leak) => leak.startsWith('get /api/v1/launches/{id} '))).toHaveLength(asked * WAYS.length);
    expect(leaks.filter((leak) => leak.startsWith('post /api/v1/names '))).toHaveLength(asked * WAYS.length);
  });

  test('are looked for as long as things that never were', async () => {
    const readings = known.filter(({ ofShop, method, inPath, kinds }) => ofShop && method === 'get' && inPath.size > 0 && kinds.length > 0);
    for (const route of readings) {
      const [foreign = ''] = route.kinds;
      const asking = (id: string): Question => ({
        ...{ route, foreign, shop: theirs.shop, caller: theirs.roles.owner },
        ids: { ...theirs.ids, [foreign]: id },
      });
      const there = ours.ids[foreign] as string;
      // The quickest of many: what else the machine does makes an answer slower and never quicker.
      let [quickestForeign, quickestMissing] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let round = 0; round < 12 || (round < 120 && !isSameClass(quickestForeign, quickestMissing)); round++) {
        quickestForeign = Math.min(quickestForeign, await timeOf(() => ask(http, asking(there))));
        quickestMissing = Math.min(quickestMissing, await timeOf(() => ask(http, asking(neverWas(there)))));
      }
      expect(isSameClass(quickestForeign, quickestMissing), `${route.name}: ${quickestForeign} and ${quickestMissing} ms`).toBe(true);
    }
  });

  test('are in none of the answers that a shop gives of its own', async () => {
    for (const route of known.filter(({ method }) => method === 'get')) {
      const question: Question = { route, shop: theirs.shop, ids: theirs.ids, caller: theirs.roles.owner };
      const answer = await ask(http, question);
      expect(answer.content, describeAnswer(question, answer)).not.toContain(CANARY);
    }
  });

  test('are not there as files', async () => {
    const file = await storeFile(ours.ctx, { path: import.meta.filename, extension: 'vtt', audience: 'public' });
    expect((await http.ask(`/s/${ours.shop.slug}/files/${file.id}.vtt`)).status).toBe(200);
    const stolen = await http.ask(`/s/${theirs.shop.slug}/files/${file.id}.vtt`, { headers: theirs.roles.owner.headers });
    expect(stolen.status).toBe(404);
  });
});

describe('another shop', () => {
  const REFUSED_AS_NOBODY = [401, 403, 404];

  test('is no different for its neighbours than for a guest, whichever way it is named', async () => {
    for (const route of known.filter(({ ofShop, method, permission }) => ofShop && (method === 'get' || permission !== undefined))) {
      const guest = await ask(http, { route, shop: ours.shop, ids: ours.ids, caller: GUEST });
      const questions = everybodyOf(theirs).flatMap((caller) =>
        WAYS.map((way): Question => ({ route, shop: ours.shop, ids: ours.ids, caller, way })),
      );
      const answers = await Promise.all(questions.map((question) => ask(http, question)));
      for (const [index, answer] of answers.entries()) {
        const question = questions[index] as Question;
        // A key that is not of this shop may be told so; it may not be told more than a guest.
        if (theirs.machines.includes(question.caller) && REFUSED_AS_NOBODY.includes(answer.status)) continue;
        expect(answer, describeAnswer(question, answer)).toEqual(guest);
      }
    }
  });

  test('cannot be named beside the own one', async () => {
    for (const route of known.filter(({ ofShop }) => ofShop)) {
      const caller = { name: 'the owner who names both', headers: { ...theirs.roles.owner.headers, 'x-bottega-shop': theirs.shop.slug } };
      for (const way of ['path', 'host'] as const) {
        const question: Question = { route, shop: ours.shop, ids: ours.ids, caller, way };
        const answer = await ask(http, question);
        expect(answer.status, describeAnswer(question, answer)).toBe(400);
      }
    }
  });
});

describe('inside a shop', () => {
  test('each role may what the table of permissions says, and a guest nothing of it', async () => {
    const before = withoutAudit(await fingerprint(ours.ctx));
    for (const route of known.filter(({ ofShop, permission }) => ofShop && permission !== undefined)) {
      const asked = { route, shop: ours.shop, ids: ours.ids };
      const guest = await ask(http, { ...asked, caller: GUEST });
      expect(guest.status, describeAnswer({ ...asked, caller: GUEST }, guest)).toBe(401);
      for (const role of ROLES) {
        const may = roleMay(role, route.permission as NonNullable<Route['permission']>);
        if (may && route.method !== 'get') continue; // it would do it
        const question: Question = { ...asked, caller: ours.roles[role] };
        const answer = await ask(http, question);
        if (may) expect([401, 403], describeAnswer(question, answer)).not.toContain(answer.status);
        else expect(answer.status, describeAnswer(question, answer)).toBe(403);
      }
    }
    expect(withoutAudit(await fingerprint(ours.ctx))).toEqual(before);
  });

  test('the ids and bodies are good: the owner gets something for each', async () => {
    const isLast = ({ name, method }: Route) => (cases.last ?? []).indexOf(name) + 1 || (method === 'delete' ? 0.5 : 0);
    for (const route of known.toSorted((one, other) => isLast(one) - isLast(other))) {
      const question: Question = { route, shop: ours.shop, ids: ours.ids, caller: ours.roles.owner };
      const answer = await ask(http, question);
      // Something may be past the step that is asked for.
      expect(cases.answers?.[route.name] ?? [200, 201, 202, 204, 409], describeAnswer(question, answer)).toContain(answer.status);
    }
  });
});
