import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Colour, drawPng, testCall } from '@bottega/contracts/fakes';
import { expect, test } from 'vitest';
import { judgePicture } from './judge-picture.ts';

const SKIN: Colour = [214, 160, 130];
const GREY: Colour = [120, 124, 130];

/** Draws a square picture and returns the rules that it breaks. */
async function rulesFor(colourAt: (x: number, y: number) => Colour, size = 400): Promise<string[]> {
  await using call = await testCall();
  const path = join(call.folder, 'picture.png');
  await drawPng(path, size, size, colourAt);
  return (await judgePicture(path, 'photo')).map(({ rule }) => rule);
}

const shade = (colour: Colour, light: number): Colour => [colour[0] * light, colour[1] * light, colour[2] * light];
/** Light over a rounded body that fills most of the frame; 0 outside it. */
const onBody = (x: number, y: number): number => Math.max(0, 1 - ((x - 200) / 190) ** 2 - ((y - 200) / 195) ** 2);

test('passes a product on a plain ground', async () => {
  expect(await rulesFor((x, y) => (Math.hypot(x - 220, y - 180) < 110 ? [176 - (x % 9), 92, 48] : [236, 232, 224]))).toEqual([]);
});

test('finds a picture of one colour, with a little noise too', async () => {
  expect(await rulesFor((x, y) => shade([200, 200, 200], 1 + ((x * 7 + y * 13) % 5) / 400))).toEqual(['blank-picture']);
});

test('finds a picture too small to be shown', async () => {
  expect(await rulesFor((x, y) => [x % 256, y % 256, 90], 319)).toEqual(['tiny-picture']);
  expect(await rulesFor((x, y) => [x % 256, y % 256, 90], 320)).toEqual([]);
});

test('leaves a large smooth body of the colour of skin to a person', async () => {
  expect(await rulesFor((x, y) => (onBody(x, y) > 0 ? shade(SKIN, 0.75 + 0.25 * onBody(x, y)) : GREY))).toEqual(['possible-nudity']);
});

test('takes neither wood, nor terracotta, nor a backdrop for skin', async () => {
  const grained = (x: number, y: number): Colour => shade(SKIN, 0.8 + 0.12 * Math.sin(x / 2.5 + Math.sin(y / 40)));
  expect(await rulesFor((x, y) => (onBody(x, y) > 0 ? grained(x, y) : GREY)), 'wood').toEqual([]);
  const terracotta = (x: number, y: number): Colour => shade([196, 104, 66], 0.75 + 0.25 * onBody(x, y));
  expect(await rulesFor((x, y) => (onBody(x, y) > 0 ? terracotta(x, y) : GREY)), 'terracotta').toEqual([]);
  expect(await rulesFor((x, y) => (Math.hypot(x - 200, y - 200) < 90 ? GREY : SKIN)), 'backdrop').toEqual([]);
});

test('finds what is no picture, and a picture cut short', async () => {
  await using call = await testCall();
  const path = join(call.folder, 'picture.png');
  await writeFile(path, 'no picture');
  expect(await judgePicture(path, 'photo')).toMatchObject([{ rule: 'unreadable-picture', where: 'photo', excerpt: 'picture.png' }]);
  await drawPng(path, 400, 400, (x, y) => [(x * y) % 256, x % 256, y % 256]);
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, whole.length / 2));
  expect(await judgePicture(path, 'photo')).toMatchObject([{ rule: 'unreadable-picture' }]);
});
