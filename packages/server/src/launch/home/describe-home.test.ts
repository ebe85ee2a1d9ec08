import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, settleFindings } from '#platform';
import { startLaunch } from '../launches/start-launch.ts';
import { endRun } from '../remakes/runs.store.ts';
import { prepareProduct, preparePhotos, writeTexts } from '../steps/steps.ts';
import { beginJob, bowlLaunch, openWorkshop, type Workshop } from '../testing/workshop.ts';
import { describeHome } from './describe-home.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop?.close());

const ignore = () => undefined;

describe('the first page of the admin', () => {
  test('reads its list from what is there', async () => {
    const own = await workshop.world.createCtx();
    const done = async (of: Ctx) => (await describeHome(of)).checklist.filter((entry) => entry.done).map(({ key }) => key);
    expect(await done(own)).toEqual([]);
    const id = (await startLaunch(own, bowlLaunch(workshop.photo))).launchId;
    expect(await done(own)).toEqual(['launch']);
    const launch = await beginJob(own, id);
    await preparePhotos(own, launch, ignore);
    await writeTexts(own, launch, ignore);
    await prepareProduct(own, { ...launch, stock: 2 });
    expect(await done({ ...own, shop: { ...own.shop, about: 'We turn bowls.' } })).toEqual(['profile', 'product', 'launch']);
    await settleFindings(own, id, [{ subject: 'the text for etsy (en)', rule: 'claims', reason: 'It claims.', excerpt: 'best' }]);
    const home = await describeHome(own);
    expect(home.needs).toEqual([
      { kind: 'review', count: 1, href: 'studio/review' },
      { kind: 'low_stock', count: 1, href: 'stock?low=true' },
    ]);
    expect(home.running.map((item) => item.launchId)).toEqual([id]);
    await endRun(own, launch, { status: 'completed' });
    expect((await describeHome(own)).running).toEqual([]);
  });

  test('is for members alone', async () => {
    const ctx = await workshop.world.createCtx({ actor: { type: 'guest' } });
    await expect(describeHome(ctx)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
