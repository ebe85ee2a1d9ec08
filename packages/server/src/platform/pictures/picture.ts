import type { ColourName } from '@bottega/contracts';

/** Long sides in pixels of what is made of each picture. A smaller photo is never enlarged. */
export const PICTURE_USES = { thumb: 320, card: 720, page: 1440, full: 2400 } as const;
export type PictureUse = keyof typeof PICTURE_USES;
export const PICTURE_FORMATS = ['webp', 'jpeg'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** One colour of a photo; `share` of its area from 0 to 1. */
export type Swatch = { readonly name: ColourName; readonly hex: string; readonly share: number };

export type PictureSize = {
  readonly use: PictureUse;
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  readonly fileId: string;
  /** Relative to the shop's base. */
  readonly url: string;
  readonly bytes: number;
};

/** A picture as pages and other rooms see it; sizes from small to large. */
export type PictureView = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly palette: readonly Swatch[];
  readonly sizes: readonly PictureSize[];
};
