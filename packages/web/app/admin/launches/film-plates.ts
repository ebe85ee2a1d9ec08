import type { Shape } from '@bottega/contracts';

/** The plate that a film of each shape stands in. */
export const FILM_PLATES: Readonly<Record<Shape, string>> = { '16:9': 'aspect-video', '9:16': 'aspect-[9/16]', '1:1': 'aspect-square' };
