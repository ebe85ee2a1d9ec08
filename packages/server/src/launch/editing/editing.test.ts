import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getProduct } from '#commerce';
import { type Ctx, pictureMasterPath } from '#platform';
import { approveLaunch } from '../approval/approve-launch.ts';
import { getLaunch } from '../launches/get-launch.ts';
import { type LaunchHouse, openLaunchHouse } from '../testing/launch-house.ts';
import { addPhotos } from './add-photos.ts';
import { choosePhoto } from './choose-photo.ts';
import { editScenes } from './edit-scenes.ts';
import { editText } from './edit-text.ts';

let house: LaunchHouse;
let ctx: Ctx;
let launchId: string;
beforeAll(async () => {
  house = await openLaunchHouse();
  ctx = await house.createCtx({ actor: { type: 'staff', id: 'u1', name: 'Ada', email: 'ada@example.com', role: 'operator' } });
  launchId = await house.launch(ctx, { languages: ['en', 'it'] });
  await house.until(ctx, launchId, 'waiting');
});
afterAll(() => house?.close());

const view = () => getLaunch(ctx, { launchId });
const again = () => house.until(ctx, launchId, 'waiting');
const textOf = async (channel: string, language = 'en') =>
  (await view()).copy.find((copy) => copy.channel === channel && copy.language === language);
const sceneOf = async (role: string, language = 'en') => {
  const story = (await view()).stories.find((one) => one.language === language);
  return { version: story?.version as number, scene: story?.scenes.find((scene) => scene.role === role) };
};

describe('the text of a channel', () => {
  test('changes what is given, is the shop’s own work, and its kit follows', async () => {
    const before = await view();
    const version = (await textOf('etsy'))?.version as number;
    expect(await editText(ctx, { launchId, channel: 'etsy', language: 'en', change: { version, title: 'A bowl of walnut' } })).toEqual({
      version: version + 1,
    });
    await again();
    expect(await textOf('etsy')).toMatchObject({ title: 'A bowl of walnut', provider: 'person', version: version + 1 });
    const after = await view();
    const zip = (of: typeof before, channel: string) => of.kits.find((kit) => kit.channel === channel)?.url;
    expect(zip(after, 'etsy')).not.toBe(zip(before, 'etsy'));
    expect(zip(after, 'pinterest')).toBe(zip(before, 'pinterest'));
    expect(after.videos).toEqual(before.videos);
  });

  test('saved over a version that was not seen is refused, and nothing is lost', async () => {
    const version = (await textOf('etsy'))?.version as number;
    const late = editText(ctx, { launchId, channel: 'etsy', language: 'en', change: { version: version - 1, title: 'Late' } });
    await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`version ${version}`) });
    expect(await textOf('etsy')).toMatchObject({ title: 'A bowl of walnut', version });
    expect((await view()).status).toBe('waiting');
  });

  test('outside the limits of its channel is refused, field by field', async () => {
    const version = (await textOf('etsy'))?.version as number;
    const change = { version, title: 'x'.repeat(141), tags: ['a tag of far too many letters'] };
    await expect(editText(ctx, { launchId, channel: 'etsy', language: 'en', change })).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [
        { path: 'title', message: expect.stringContaining('141 of 140') },
        { path: 'tags', message: expect.stringContaining('longer than 20') },
      ],
    });
    for (const [channel, language] of [
      ['nowhere', 'en'],
      ['etsy', 'hi'],
    ] as const)
      await expect(editText(ctx, { launchId, channel, language, change: { version: 1 } })).rejects.toMatchObject({ code: 'not_found' });
    expect((await view()).status).toBe('waiting');
  });

  test('passes the gate again: what it forbids holds the launch, and mended it goes on', async () => {
    let version = (await textOf('facebook'))?.version as number;
    const edit = (description: string) =>
      editText(ctx, { launchId, channel: 'facebook', language: 'en', change: { version, description } });
    ({ version } = await edit('A forbidden bowl'));
    await house.until(ctx, launchId, 'held');
    expect((await view()).review).toMatchObject([{ place: { kind: 'copy', channel: 'facebook', language: 'en' }, state: 'open' }]);
    await edit('A lovely bowl');
    await again();
    expect((await view()).review).toMatchObject([{ state: 'decided', decision: 'mended' }]);
  });

  test('of the shop stands on the product’s page when the launch is approved, and no sooner', async () => {
    await approveLaunch(ctx, { launchId });
    const id = (await view()).product?.id as string;
    const version = (await textOf('shop'))?.version as number;
    const change = { version, title: 'Bowl, walnut', description: 'Turned by us.' };
    await editText(ctx, { launchId, channel: 'shop', language: 'en', change });
    await again();
    expect(await getProduct(ctx, { id })).toMatchObject({ title: 'Walnut bowl' });
    await approveLaunch(ctx, { launchId });
    expect(await getProduct(ctx, { id })).toMatchObject({ title: 'Bowl, walnut', description: 'Turned by us.' });
    expect(await getProduct(ctx, { id, language: 'it' })).toMatchObject({ title: 'Walnut bowl' });
  });
});

describe('the words of the film', () => {
  test('change what is read; the voice and every other scene stay', async () => {
    const { version, scene } = await sceneOf('making');
    const before = house.media.plans.at(-1);
    await editScenes(ctx, {
      launchId,
      language: 'en',
      change: { version, scenes: [{ role: 'making', caption: `${scene?.caption} Truly.` }] },
    });
    await again();
    const after = house.media.plans.at(-1);
    const changed = after?.scenes.flatMap((one, index) => (JSON.stringify(one) === JSON.stringify(before?.scenes[index]) ? [] : [index]));
    expect(changed).toEqual([2]);
    expect(after?.scenes[2]?.voice?.path).toBe(before?.scenes[2]?.voice?.path);
    expect(after?.scenes[2]?.seconds).toBe(before?.scenes[2]?.seconds);
    expect(after?.scenes[2]?.voice?.words.at(-1)?.word).toBe('Truly.');
    expect((await sceneOf('making')).scene).toMatchObject({ narration: scene?.narration, caption: `${scene?.caption} Truly.` });
  });

  test('are spoken again where that is asked, that scene alone', async () => {
    const { version } = await sceneOf('use');
    const before = house.media.plans.at(-1)?.scenes.map(({ voice }) => voice?.path);
    const scenes = [{ role: 'use' as const, caption: 'Fill it with figs.', speak: true }];
    await editScenes(ctx, { launchId, language: 'en', change: { version, scenes } });
    await again();
    const after = house.media.plans.at(-1)?.scenes.map(({ voice }) => voice?.path);
    expect(after?.flatMap((path, index) => (path === before?.[index] ? [] : [index]))).toEqual([3]);
    expect((await sceneOf('use')).scene).toMatchObject({ narration: 'Fill it with figs.', caption: 'Fill it with figs.' });
  });

  test('in another language change its caption file alone', async () => {
    const { version } = await sceneOf('hook', 'it');
    const films = (await view()).videos;
    const files = (await view()).captions.map(({ url }) => url);
    await editScenes(ctx, { launchId, language: 'it', change: { version, scenes: [{ role: 'hook', caption: 'Ecco la ciotola.' }] } });
    await again();
    expect((await view()).videos).toEqual(films);
    expect((await view()).captions.map(({ url }) => url).filter((url) => !files.includes(url))).toHaveLength(2);
  });

  test('are refused in an old version, and with letters that no font has', async () => {
    const { version } = await sceneOf('hook');
    const edit = (given: number, caption: string) =>
      editScenes(ctx, { launchId, language: 'en', change: { version: given, scenes: [{ role: 'hook', caption }] } });
    await expect(edit(version - 1, 'Late')).rejects.toMatchObject({ code: 'conflict' });
    await expect(edit(version, 'ꙮ')).rejects.toMatchObject({ code: 'invalid_input', problems: [{ path: 'caption' }] });
    await expect(edit(version, '  ')).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await view()).status).toBe('waiting');
  });
});

describe('photos', () => {
  test('are added behind those that are there; the scenes show what they showed, the product gets them with the yes', async () => {
    const shown = (await view()).stories[0]?.scenes.map(({ pictureId }) => pictureId);
    const { pictureIds } = await addPhotos(ctx, { launchId, photos: house.photos.map((path) => ({ path })) });
    await again();
    expect(pictureIds).toHaveLength(3);
    expect((await view()).photos.map(({ id }) => id)).toEqual(pictureIds);
    expect((await view()).stories[0]?.scenes.map(({ pictureId }) => pictureId)).toEqual(shown);
    const id = (await view()).product?.id as string;
    expect((await getProduct(ctx, { id })).pictures).toHaveLength(1);
    await approveLaunch(ctx, { launchId });
    expect((await getProduct(ctx, { id })).pictures).toHaveLength(3);
  });

  test('are chosen for a scene, and only that scene’s picture is made', async () => {
    const { photos } = await view();
    const calls = house.image.calls.length;
    await choosePhoto(ctx, { launchId, scene: 'use', pictureId: photos[2]?.id as string });
    await again();
    const photo = await pictureMasterPath(ctx, photos[2]?.id as string);
    expect(house.image.calls.slice(calls).map(({ input }) => input)).toMatchObject([{ photo, role: 'close-up' }]);
    expect((await sceneOf('use')).scene?.pictureId).toBe(photos[2]?.id);
    expect((await view()).steps.find(({ name }) => name === 'pictures')?.note).toBe('1 scenes again');
  });

  test('of another launch, more than eight, and an edit while it is being made are refused', async () => {
    const other = await house.launch(ctx, { photos: [{ path: house.photos[1] as string }] });
    const foreign = (await getLaunch(ctx, { launchId: other })).photos[0]?.id as string;
    await expect(choosePhoto(ctx, { launchId: other, scene: 'hook', pictureId: foreign })).rejects.toMatchObject({ code: 'conflict' });
    await house.until(ctx, other, 'waiting');
    const notThere = (await view()).photos[0]?.id as string;
    await expect(choosePhoto(ctx, { launchId: other, scene: 'hook', pictureId: notThere })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const many = Array.from({ length: 9 }, () => ({ path: house.photos[0] as string }));
    await expect(addPhotos(ctx, { launchId: other, photos: many })).rejects.toMatchObject({ problems: [{ path: 'photos' }] });
  });
});
