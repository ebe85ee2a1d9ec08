import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ModerationFinding, ProviderError } from '@bottega/contracts';
import { loadSharp } from '../load-sharp.ts';
import { largestSkinArea, type Pixels } from './skin.ts';

const LEAST_SIDE = 320;
/** Standard deviation of the brightest varying channel, out of 255. */
const BLANK_DEVIATION = 3;
/** Twice the largest area that a wooden table or a glaze was found to pass for. */
const MOST_SKIN = 0.45;
const SMALL_SIDE = 160;

type PictureRule = { readonly id: string; readonly reason: string; finds(picture: Picture): string | false };
type Picture = { readonly width: number; readonly height: number; readonly small: Pixels };

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const PICTURE_RULES: readonly PictureRule[] = [
  {
    id: 'tiny-picture',
    reason: `It is too small to be shown: its longer side should have at least ${LEAST_SIDE} pixels.`,
    finds: ({ width, height }) => Math.max(width, height) < LEAST_SIDE && `${width} × ${height} pixels`,
  },
  {
    id: 'blank-picture',
    reason: 'It shows nothing: almost all of it is one colour.',
    finds: ({ small }) => deviationOf(small) < BLANK_DEVIATION && 'one colour',
  },
  {
    id: 'possible-nudity',
    reason: 'Much of it has the colour and smoothness of skin. This is a guess by rule of thumb, and a person should decide.',
    finds: ({ small }) => {
      const share = largestSkinArea(small);
      return share > MOST_SKIN && `${percent(share)} of the picture`;
    },
  },
];

/**
 * What in a picture breaks a rule.
 * @throws ProviderError `bad_input` when there is no such file.
 */
export async function judgePicture(path: string, where: string): Promise<ModerationFinding[]> {
  await access(path).catch((cause: unknown) => {
    throw new ProviderError('bad_input', 'A picture to be checked is no longer there: upload it again.', { cause });
  });
  const picture = await read(path);
  if (!picture) return [{ where, rule: 'unreadable-picture', reason: 'It is no picture, or a broken one.', excerpt: basename(path) }];
  return PICTURE_RULES.flatMap(({ id, reason, finds }) => {
    const excerpt = finds(picture);
    return excerpt === false ? [] : [{ where, rule: id, reason, excerpt }];
  });
}

/** Null for what cannot be decoded to its end: that is a finding, no failure. */
async function read(path: string): Promise<Picture | null> {
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(path).metadata();
    const { data, info } = await sharp(path)
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(SMALL_SIDE, SMALL_SIDE, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width, height, small: { data, width: info.width, height: info.height } };
  } catch {
    return null;
  }
}

/** The largest standard deviation among the three channels. */
function deviationOf({ data }: Pixels): number {
  const deviations = [0, 1, 2].map((channel) => {
    const values = data.filter((_, index) => index % 3 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
  return Math.max(...deviations);
}
