import type { Area, FilmPlan, FilmScene, SceneRole, StoryScene, WordTime } from '@bottega/contracts';
import { BottegaError, type Swatch } from '#platform';
import { silenceOf } from '../narration/speak-story.ts';

/** What is known of one scene before the film is planned. Times in seconds. */
export type SceneMaterial = {
  readonly scene: StoryScene;
  readonly picture: { readonly path: string; readonly focus: Area };
  readonly voice: { readonly path: string; readonly seconds: number; readonly words: readonly WordTime[] };
};

const FPS = 30;
const CROSSFADE_FRAMES = 15;
/** A film may be this much longer than asked when its words need it. */
const MOST_OVER = 1.15;

/** What a very short film can do without, first things first. */
const DISPENSABLE: readonly SceneRole[] = ['detail', 'use', 'making'];

/**
 * The scenes whose words can be said in time. A film of a few seconds leaves out the close look, then the product in use, then its
 * making.
 * @throws BottegaError invalid_input when not even the name and the price can be said.
 */
export function chooseScenes(materials: readonly SceneMaterial[], seconds: number): readonly SceneMaterial[] {
  for (let dropped = 0; dropped <= DISPENSABLE.length; dropped++) {
    const left = materials.filter(({ scene }) => !DISPENSABLE.slice(0, dropped).includes(scene.role));
    if (timeNeeded(left, seconds) <= seconds * MOST_OVER) return left;
  }
  throw new BottegaError('invalid_input', `The name and the price cannot be said in ${seconds} seconds.`, {
    problems: [{ path: 'seconds', message: 'give more seconds, or a shorter name' }],
  });
}

function timeNeeded(materials: readonly SceneMaterial[], seconds: number): number {
  const { lead, tail } = silenceOf(seconds);
  return materials.reduce((sum, { voice }) => sum + lead + voice.seconds + tail, 0);
}

/** Plans a film: each scene as long as its voice needs, the time left over shared out, the whole as long as asked to the frame. */
export function planFilm(input: {
  materials: readonly SceneMaterial[];
  seconds: number;
  language: string;
  music?: string;
  palette: readonly Swatch[];
}): FilmPlan {
  const { lead, tail } = silenceOf(input.seconds);
  const needed = input.materials.map(({ voice }) => lead + voice.seconds + tail);
  const spare = Math.max(0, input.seconds - timeNeeded(input.materials, input.seconds)) / needed.length;
  const lengths = inWholeFrames(needed.map((seconds) => seconds + spare));
  return {
    fps: FPS,
    crossfadeFrames: CROSSFADE_FRAMES,
    language: input.language,
    scenes: input.materials.map((material, index) => planScene(material, { seconds: lengths[index] as number, delay: lead + spare / 2 })),
    ...(input.music ? { music: { path: input.music } } : {}),
    burnCaptions: true,
    look: chooseLook(input.palette),
  };
}

/** Rounds the ends, not the lengths, so that nothing drifts. */
function inWholeFrames(lengths: readonly number[]): number[] {
  let end = 0;
  let before = 0;
  return lengths.map((length) => {
    end += length;
    const frames = Math.round(end * FPS) - before;
    before += frames;
    return frames / FPS;
  });
}

function planScene({ scene, picture, voice }: SceneMaterial, given: { seconds: number; delay: number }): FilmScene {
  const shown = scene.role === 'hook' || scene.role === 'call_to_action';
  const [title = '', line] = scene.card.split(' · ');
  return {
    seconds: given.seconds,
    picture: { path: picture.path, ...moveCamera(scene.role, picture.focus) },
    ...(shown ? { card: { title, ...(line ? { line } : {}) } } : {}),
    voice: { path: voice.path, delay: given.delay, words: voice.words },
  };
}

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };

/** In on the product at first, slowly along it, over it and nearer, out of it, and back to the whole. */
function moveCamera(role: StoryScene['role'], focus: Area): { from: Area; to: Area } {
  const near = grow(focus, 1.35);
  const wide = grow(focus, 1.9);
  if (role === 'hook') return { from: WHOLE, to: near };
  if (role === 'detail') return alongside(focus);
  if (role === 'making') return { from: shift(wide, -0.06), to: shift(near, 0.04) };
  if (role === 'use') return { from: near, to: wide };
  return { from: wide, to: WHOLE };
}

/** Close by and no nearer at the end; aslant, because a film that is as wide or as high as the picture can move but one way. */
function alongside(focus: Area): { from: Area; to: Area } {
  const close = grow(focus, 1.1, 0.62);
  return { from: shift(close, -0.08, -0.05), to: shift(close, 0.08, 0.05) };
}

/** An area grown around its centre to `most` and kept inside the picture; never under a third of it, so that no pixel shows. */
function grow(area: Area, factor: number, most = 1): Area {
  const width = Math.min(most, Math.max(0.4, area.width * factor));
  const height = Math.min(most, Math.max(0.4, area.height * factor));
  const x = clamp(area.x + area.width / 2 - width / 2, 1 - width);
  const y = clamp(area.y + area.height / 2 - height / 2, 1 - height);
  return { x, y, width, height };
}

const shift = (area: Area, by: number, down = 0): Area => ({
  ...area,
  x: clamp(area.x + by, 1 - area.width),
  y: clamp(area.y + down, 1 - area.height),
});
const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** Saffron, where the photo has no lively colour of its own. */
const DEFAULT_ACCENT = '#ffc83d';

/** The liveliest colour of the photo marks the spoken word, lightened until dark letters stand on it. */
export function chooseLook(palette: readonly Swatch[]): FilmPlan['look'] {
  const lively = palette.map(({ hex }) => hex).find((hex) => saturation(hex) > 0.45);
  return { accent: lively ? lighten(lively) : DEFAULT_ACCENT, onAccent: '#1b1420' };
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

function saturation(hex: string): number {
  const rgb = channels(hex);
  const most = Math.max(...rgb);
  return most === 0 ? 0 : (most - Math.min(...rgb)) / most;
}

/** Until its relative luminance (WCAG 2) is at least 0.42: 7:1 against the dark letters. */
function lighten(hex: string): string {
  let rgb = channels(hex);
  while (luminance(rgb) < 0.42) rgb = rgb.map((channel) => Math.min(255, channel + (255 - channel) * 0.12 + 1));
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
