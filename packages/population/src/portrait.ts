import { mix32 } from './hash.ts';

/** Whom to draw. `tone`: of the skin, 0 (lightest) to 5. `age` in years, 0 and more. */
export type Sitter = { readonly sex: 'female' | 'male'; readonly age: number; readonly tone: number };

type Colour = readonly [red: number, green: number, blue: number];

const SKIN: readonly Colour[] = [
  [255, 224, 196],
  [241, 194, 150],
  [214, 160, 110],
  [168, 112, 70],
  [112, 70, 44],
  [72, 46, 32],
];
const HAIR: readonly Colour[] = [
  [20, 16, 14],
  [60, 36, 20],
  [110, 70, 36],
  [190, 150, 80],
];
const GREY: Colour = [205, 205, 205];

const between = (from: number, to: number, part: number): number => from + (to - from) * part;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const blend = (from: Colour, to: Colour, part: number): Colour =>
  [0, 1, 2].map((at) => between(from[at] ?? 0, to[at] ?? 0, part)) as unknown as Colour;
const hex = (colour: Colour): string => `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
/** At most one decimal: a tenth of a hundredth of the picture. */
const short = (value: number): string => String(Math.round(value * 10) / 10);

/** What stays with a person all their life, drawn from the index alone, so that a child and the grown-up are one face. */
function features(index: number) {
  const base = mix32(Math.floor(index / 4_294_967_296) ^ mix32(index >>> 0));
  const part = (n: number): number => mix32(base + Math.imul(n, 0x9e3779b9)) / 4_294_967_296;
  return {
    ...{
      toneShift: part(1) - 0.5,
      greyShift: part(2) - 0.5,
      hairColour: part(3),
      width: between(27, 32, part(4)),
      height: between(37, 42, part(5)),
    },
    ...{ bald: part(6), long: part(7), beard: part(8), mouth: between(66, 69, part(9)), smile: between(3, 7, part(10)) },
    ...{ fringe: part(11), parting: part(12), ground: Math.floor(part(13) * 360), shirt: Math.floor(part(14) * 360) },
  };
}

/** A face as SVG, 100 by 100, about 1.3 kB. The same for the same index, sex, age and tone; with age, hair greys and lines come. */
export function portrait(index: number, { sex, age, tone }: Sitter): string {
  const face = features(index);
  const shade = clamp(tone + face.toneShift * 1.4, 0, 4.99);
  const step = Math.floor(shade);
  const skin = blend(SKIN[step] as Colour, SKIN[step + 1] as Colour, shade - step);
  const fold = hex(blend(skin, [0, 0, 0], 0.18));
  const natural = HAIR[shade > 2.5 ? 0 : Math.floor(face.hairColour * 4)] as Colour;
  const hair = hex(blend(natural, GREY, clamp((age - 38) / 30 + face.greyShift * 0.3, 0, 1)));
  const isMan = sex === 'male';
  const width = face.width * (age < 14 ? 0.95 : 1);
  const height = age < 10 ? 33 : face.height;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">',
    `<rect width="100" height="100" fill="hsl(${face.ground},35%,82%)"/>`,
    (isMan ? face.long < 0.08 : face.long < 0.8) ? longHair(width, hair) : '',
    `<path d="M14 100Q20 84 50 82Q80 84 86 100Z" fill="hsl(${face.shirt},40%,45%)"/>`,
    `<rect x="42" y="74" width="16" height="14" fill="${fold}"/>`,
    `<ellipse cx="50" cy="50" rx="${short(width)}" ry="${short(height * 0.86)}" fill="${hex(skin)}"/>`,
    isMan && age > 35 && face.bald < 0.4 ? sideHair(width, hair) : topHair(width, hair, face),
    eyes(age, hair, isMan),
    `<path d="M50 50q-4 9 0 10" stroke="${fold}" stroke-width="1.6" fill="none"/>`,
    `<path d="M42 ${short(face.mouth)}q8 ${short(face.smile)} 16 0" stroke="${isMan ? '#8c4a40' : '#b4494f'}" stroke-width="2" fill="none"/>`,
    isMan && age > 19 && face.beard < 0.4 ? beard(hair) : '',
    lines(age, fold),
    '</svg>',
  ].join('');
}

const longHair = (width: number, hair: string): string =>
  `<path d="M${short(47 - width)} 45Q50 -2 ${short(53 + width)} 45L${short(56 + width)} 92H${short(44 - width)}Z" fill="${hair}"/>`;

const sideHair = (width: number, hair: string): string =>
  `<path d="M${short(50 - width)} 48q2-14 6-16M${short(50 + width)} 48q-2-14-6-16" stroke="${hair}" stroke-width="6" fill="none"/>`;

function topHair(width: number, hair: string, { fringe, parting }: { fringe: number; parting: number }): string {
  const [left, right] = [short(49 - width), short(51 + width)];
  const crown = `C${short(46 - width)} 8 ${short(54 + width)} 8 ${right} 50`;
  const edge = `C${short(46 + width)} ${short(30 + fringe * 8)} ${short(56 - width)} ${short(24 + parting * 12)} ${left} 50Z`;
  return `<path d="M${left} 50${crown}${edge}" fill="${hair}"/>`;
}

function eyes(age: number, hair: string, isMan: boolean): string {
  const size = age < 10 ? 3.4 : 2.7;
  const eye = (x: number): string =>
    `<ellipse cx="${x}" cy="50" rx="${size}" ry="${short(size * 0.8)}" fill="#fff"/><circle cx="${x}" cy="50" r="1.7" fill="#2a2018"/>`;
  const brows = `<path d="M33 44q6-4 11 0M56 44q6-4 11 0" stroke="${hair}" stroke-width="${isMan ? 2 : 1.3}" fill="none"/>`;
  return `${eye(39)}${eye(61)}${brows}`;
}

const beard = (hair: string): string =>
  `<path d="M31 60Q34 92 50 92Q66 92 69 60Q60 76 50 74Q40 76 31 60Z" fill="${hair}" opacity="0.9"/>` +
  '<path d="M43 68q7 3 14 0" stroke="#7c403a" stroke-width="1.6" fill="none"/>';

/** Beside the eyes and the mouth from 48 on, on the forehead from 59. */
function lines(age: number, fold: string): string {
  const depth = Math.max(0, age - 45) / 45;
  if (depth <= 0.05) return '';
  const forehead = depth > 0.3 ? '<path d="M38 36h24M40 32h20"/>' : '';
  const rest = '<path d="M33 54q-3 2-4 4M67 54q3 2 4 4M36 60q-2 5 0 8M64 60q2 5 0 8"/>';
  return `<g stroke="${fold}" stroke-width="1" opacity="${short(Math.min(1, depth + 0.2))}" fill="none">${rest}${forehead}</g>`;
}
