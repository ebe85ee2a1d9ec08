import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#platform';
import { getLaunch } from '../launches/get-launch.ts';
import { remakeLaunch } from '../remakes/remake-launch.ts';
import { type LaunchHouse, openLaunchHouse } from '../testing/launch-house.ts';
import { choosePhoto } from './choose-photo.ts';
import { editScenes } from './edit-scenes.ts';

/** A launch from before there was a close look: its story has four scenes, and so have its voice and its pictures. */

const FOUR = ['hook', 'making', 'use', 'call_to_action'];

let house: LaunchHouse;
let ctx: Ctx;
let launchId: string;
beforeAll(async () => {
  house = await openLaunchHouse();
  ctx = await house.createCtx({ actor: { type: 'staff', id: 'u1', name: 'Ada', email: 'ada@example.com', role: 'operator' } });
  launchId = await house.launch(ctx, { photos: house.photos.map((path) => ({ path })) });
  await house.until(ctx, launchId, 'waiting');
  await forgetCloseLook();
});
afterAll(() => house?.close());

async function forgetCloseLook(): Promise<void> {
  const { scenes } = await ctx.db.selectFrom('story').select('scenes').where('subject_id', '=', launchId).executeTakeFirstOrThrow();
  const four = JSON.stringify(scenes.filter(({ role }) => role !== 'detail'));
  await ctx.db.updateTable('story').set({ scenes: four }).where('subject_id', '=', launchId).execute();
  for (const name of ['detail', 'scene 5']) {
    await ctx.db.deleteFrom('asset').where('subject_id', '=', launchId).where('name', '=', name).execute();
  }
}

const story = async () => (await getLaunch(ctx, { launchId })).stories[0];
const again = () => house.until(ctx, launchId, 'waiting');
const framedSince = (calls: number) => house.image.calls.slice(calls).map(({ input }) => (input as { prompt: string }).prompt);

test('its scenes show the photos that they showed', async () => {
  const { photos, stories } = await getLaunch(ctx, { launchId });
  const shown = stories[0]?.scenes.map(({ role, pictureId }) => [role, photos.findIndex(({ id }) => id === pictureId)]);
  expect(shown).toEqual(FOUR.map((role, index) => [role, index % 3]));
});

test('its words and photos are edited, and its film has four scenes still', async () => {
  const version = (await story())?.version as number;
  await editScenes(ctx, { launchId, language: 'en', change: { version, scenes: [{ role: 'making', caption: 'Turned by hand.' }] } });
  await again();
  expect(house.media.plans.at(-1)?.scenes).toHaveLength(4);
  const calls = house.image.calls.length;
  const { photos } = await getLaunch(ctx, { launchId });
  await choosePhoto(ctx, { launchId, scene: 'use', pictureId: photos[0]?.id as string });
  await again();
  expect(framedSince(calls)).toEqual(['Walnut bowl: use']);
  expect(house.media.plans.at(-1)?.scenes).toHaveLength(4);
});

test('a photo for the scene that it lacks is refused', async () => {
  const { photos } = await getLaunch(ctx, { launchId });
  await expect(choosePhoto(ctx, { launchId, scene: 'detail', pictureId: photos[0]?.id as string })).rejects.toMatchObject({
    code: 'invalid_input',
    problems: [{ path: 'scene', message: expect.stringContaining(FOUR.join(', ')) }],
  });
});

test('its music made again leaves it its four scenes; its story told again has five, each with its picture', async () => {
  let calls = house.image.calls.length;
  await remakeLaunch(ctx, { launchId, parts: [{ part: 'music' }] });
  await again();
  expect(house.media.plans.at(-1)?.scenes).toHaveLength(4);
  expect(framedSince(calls)).toEqual([]);
  await remakeLaunch(ctx, { launchId, parts: [{ part: 'story' }] });
  await again();
  expect(house.media.plans.at(-1)?.scenes).toHaveLength(5);
  expect(framedSince(calls)).toEqual(['hook', 'detail', 'making', 'use', 'call_to_action'].map((role) => `Walnut bowl: ${role}`));
  calls = house.image.calls.length;
  await remakeLaunch(ctx, { launchId, parts: [{ part: 'story' }] });
  await again();
  expect(framedSince(calls)).toEqual([]);
  const { photos, steps } = await getLaunch(ctx, { launchId });
  expect(steps.find(({ name }) => name === 'pictures')?.note).toBe('every scene keeps its picture');
  await choosePhoto(ctx, { launchId, scene: 'detail', pictureId: photos[2]?.id as string });
  await again();
  expect((await story())?.scenes[1]).toMatchObject({ role: 'detail', pictureId: photos[2]?.id });
});
