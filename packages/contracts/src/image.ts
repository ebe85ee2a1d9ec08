import type { CallContext, Made, Provider } from './provider.ts';

/** A scene picture for a film, made from the product's own photo: offline a close-up found by saliency, online whatever the model makes. */
export type ImageRequest = {
  /** The product's photo on local disk, upright, sRGB. */
  readonly photo: string;
  /** What the scene is about, for a provider that can draw. */
  readonly prompt: string;
  readonly role: 'whole' | 'close-up' | 'detail';
  readonly seed: number;
};

/** A picture file in the call's folder, and the part of it that must stay in sight, in fractions of its size. */
export type Picture = {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly focus: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

export type ImageProvider = Provider & {
  readonly kind: 'image';
  makePicture(request: ImageRequest, call: CallContext): Promise<Made<Picture>>;
};
