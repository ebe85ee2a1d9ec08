import { SHAPE_SIZES, type Shape } from '@bottega/contracts';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where text may stand in a shape, in pixels, and how large it may be. */
export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Every letter stays in here: the middle 80 % of both sides. */
  readonly titleSafe: Box;
  /** Title cards stay in here, which captions never enter. */
  readonly card: Box;
  /** The card's gradient comes from the side where reading starts, or from above. */
  readonly cardFrom: 'start' | 'above';
  readonly titleSize: number;
  readonly titleLines: number;
  readonly lineSize: number;
  readonly captionSize: number;
  /** Captions end here and grow upwards, at most to the card's box. */
  readonly captionBottom: number;
};

type Fractions = {
  readonly card: Box;
  readonly cardFrom: Layout['cardFrom'];
  readonly titleLines: number;
  /** Of the shorter side. */
  readonly titleSize: number;
  readonly lineSize: number;
  readonly captionSize: number;
  readonly captionBottom: number;
};

/** In 9:16 the bottom fifth belongs to the platforms' buttons and text. */
const FRACTIONS: Readonly<Record<Shape, Fractions>> = {
  '16:9': {
    card: { x: 0.1, y: 0.12, width: 0.46, height: 0.56 },
    cardFrom: 'start',
    titleLines: 3,
    titleSize: 0.105,
    lineSize: 0.042,
    captionSize: 0.052,
    captionBottom: 0.89,
  },
  '9:16': {
    card: { x: 0.1, y: 0.11, width: 0.8, height: 0.46 },
    cardFrom: 'above',
    titleLines: 4,
    titleSize: 0.108,
    lineSize: 0.046,
    captionSize: 0.06,
    captionBottom: 0.77,
  },
  '1:1': {
    card: { x: 0.1, y: 0.1, width: 0.8, height: 0.52 },
    cardFrom: 'above',
    titleLines: 3,
    titleSize: 0.096,
    lineSize: 0.042,
    captionSize: 0.054,
    captionBottom: 0.89,
  },
};

export function layoutOf(shape: Shape): Layout {
  const { width, height } = SHAPE_SIZES[shape];
  const fractions = FRACTIONS[shape];
  const short = Math.min(width, height);
  const box = ({ x, y, width: w, height: h }: Box): Box => ({ x: x * width, y: y * height, width: w * width, height: h * height });
  return {
    width,
    height,
    titleSafe: box({ x: 0.1, y: 0.1, width: 0.8, height: 0.8 }),
    card: box(fractions.card),
    cardFrom: fractions.cardFrom,
    titleSize: fractions.titleSize * short,
    titleLines: fractions.titleLines,
    lineSize: fractions.lineSize * short,
    captionSize: fractions.captionSize * short,
    captionBottom: fractions.captionBottom * height,
  };
}
