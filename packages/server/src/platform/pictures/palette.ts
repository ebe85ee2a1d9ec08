import type { ColourName } from '@bottega/contracts';
import { loadSharp } from './load-sharp.ts';
import type { Swatch } from './picture.ts';

/** Colours in OKLab, where equal distances look equal. Source of the matrices: Björn Ottosson, "A perceptual color space for image processing", 2020. */
type Lab = readonly [lightness: number, a: number, b: number];

/** One sample of each named colour, as people would point at it. */
const SAMPLES: Readonly<Record<ColourName, string>> = {
  black: '#161616',
  charcoal: '#3a3a3c',
  grey: '#808080',
  silver: '#b9bcc0',
  white: '#fbfbfb',
  ivory: '#f4efdf',
  cream: '#efe2c2',
  beige: '#d9c8a9',
  sand: '#c9b28a',
  tan: '#b58f63',
  brown: '#5f4028',
  chestnut: '#7b4a2d',
  terracotta: '#c06a45',
  rust: '#96421f',
  red: '#c02a26',
  crimson: '#8e1730',
  pink: '#eaa6ba',
  rose: '#c76a7d',
  orange: '#e5832b',
  amber: '#d99a2b',
  gold: '#b98f35',
  yellow: '#ecd34a',
  olive: '#75743a',
  green: '#3f7d45',
  sage: '#9dab8d',
  teal: '#2d7573',
  turquoise: '#4db6b0',
  sky: '#93c1e4',
  blue: '#2f62b5',
  navy: '#1d2c52',
  violet: '#7857b0',
  plum: '#5b2b4e',
};

const SIDE = 64;
const CLUSTERS = 6;
const ROUNDS = 12;

/** The main colours of a picture, most frequent first; colours of the same name are one. What is in the middle is what it is about. */
export async function readPalette(path: string): Promise<Swatch[]> {
  const sharp = await loadSharp();
  const pixels = await sharp(path).flatten({ background: '#ffffff' }).resize(SIDE, SIDE, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const labs: Lab[] = [];
  for (let at = 0; at < pixels.length; at += 3) {
    const lab = toLab(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    for (let times = weightOf(at / 3); times > 0; times--) labs.push(lab);
  }
  return nameClusters(cluster(labs), labs.length);
}

/** How often a pixel counts: once at the rim, five times in the middle. */
function weightOf(index: number): number {
  const x = ((index % SIDE) + 0.5) / SIDE - 0.5;
  const y = (Math.floor(index / SIDE) + 0.5) / SIDE - 0.5;
  return Math.round(1 + 4 * Math.exp(-(x * x + y * y) * 14));
}

type Cluster = { centre: Lab; count: number };

/** k-means from evenly spaced lightness: no randomness, so the same photo always has the same palette. */
function cluster(labs: readonly Lab[]): Cluster[] {
  const sorted = [...labs].sort((x, y) => x[0] - y[0]);
  let centres = Array.from({ length: CLUSTERS }, (_, i) => sorted[Math.floor(((i + 0.5) / CLUSTERS) * sorted.length)] as Lab);
  let counts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => [0, 0, 0, 0]);
    for (const lab of labs) {
      const sum = sums[nearest(lab, centres)] as number[];
      for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (lab[i] ?? 0);
      sum[3] = (sum[3] ?? 0) + 1;
    }
    counts = sums.map((sum) => sum[3] ?? 0);
    centres = centres.map((centre, i) => {
      const [l = 0, a = 0, b = 0, count = 0] = sums[i] ?? [];
      return count === 0 ? centre : [l / count, a / count, b / count];
    });
  }
  return centres.map((centre, i) => ({ centre, count: counts[i] ?? 0 }));
}

function nameClusters(clusters: readonly Cluster[], total: number): Swatch[] {
  const names = Object.keys(SAMPLES) as ColourName[];
  const samples = names.map((name) => parseHex(SAMPLES[name]));
  const found = new Map<ColourName, Swatch>();
  for (const { centre, count } of [...clusters].sort((x, y) => y.count - x.count)) {
    if (count === 0) continue;
    const name = names[nearest(centre, samples)] as ColourName;
    const before = found.get(name);
    const share = Math.round((count / total + (before?.share ?? 0)) * 1000) / 1000;
    found.set(name, { name, hex: before?.hex ?? toHex(centre), share });
  }
  return [...found.values()].sort((x, y) => y.share - x.share);
}

function nearest(lab: Lab, centres: readonly Lab[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  centres.forEach(([l, a, b], i) => {
    const distance = (lab[0] - l) ** 2 + (lab[1] - a) ** 2 + (lab[2] - b) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return best;
}

const toLinear = (channel: number) => {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toHex([lightness, a, b]: Lab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => {
    const gamma = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.max(0, value) ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, gamma)) * 255);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function parseHex(hex: string): Lab {
  const value = Number.parseInt(hex.slice(1), 16);
  return toLab(value >> 16, (value >> 8) & 255, value & 255);
}
