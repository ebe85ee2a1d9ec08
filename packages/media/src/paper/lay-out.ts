import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperJob, PaperPair } from '@bottega/contracts';
import { directionOf, isRightToLeft } from '../text/direction.ts';
import { captionFace, type Face, lineFace, useFace } from '../text/faces.ts';
import { baselineIn, wrap } from '../text/fit.ts';

/** A4 in points, and what is kept free of it. */
export const PAGE = { width: 595.28, height: 841.89, margin: 48, foot: 54 } as const;

/** A piece of a page that is never broken. */
export type Block = {
  readonly height: number;
  readonly draw: (context: SKRSContext2D, top: number) => void;
  /** A row of the table: a page that begins with one repeats the table's head. */
  readonly isRow: boolean;
};

export type LaidOut = { readonly blocks: readonly Block[]; readonly head: Block; readonly foot: (page: string) => Block };

const INK = '#1d1a16';
const QUIET = '#6b645b';
const LINE = '#d9d3c9';
const INNER = PAGE.width - 2 * PAGE.margin;
const SIZE = { title: 22, text: 9.5, small: 8 } as const;

/**
 * Scripts whose letters stand apart. A hair between them keeps "fi" two letters: as one sign it could not be searched for. Scripts that join
 * their letters would fall apart.
 */
const IS_UNJOINED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u;

type Setter = ReturnType<typeof createSetter>;

/** Breaks the paper into blocks, from top to bottom. */
export function layOut(job: PaperJob): LaidOut {
  const set = createSetter(job.language);
  const head = tableHead(set, job);
  const blocks = [
    paragraph(set, job.title, { size: SIZE.title, isBold: true }),
    space(10),
    pairs(set, job.facts),
    space(20),
    parties(set, job.parties),
    space(22),
    head,
    ...job.rows.map((row) => tableRow(set, job, row)),
    space(12),
    ...job.sums.map((sum) => sumRow(set, sum)),
    space(18),
    ...job.notes.map((note) => paragraph(set, note, { size: SIZE.text, colour: QUIET })),
  ];
  return { blocks, head, foot: (page) => footOf(set, job.foot, page) };
}

type Look = { readonly size: number; readonly isBold?: boolean; readonly colour?: string };
type Piece = { readonly height: number; readonly draw: (context: SKRSContext2D, top: number) => void };

/** Sets texts in a direction. `from` is the distance from the side where reading starts, `width` the room. */
function createSetter(language: string) {
  const isMirrored = directionOf(language) === 'rtl';
  const measure = createCanvas(16, 16).getContext('2d');
  const faces = { plain: lineFace(language), bold: captionFace(language) };
  const faceOf = ({ isBold }: Look): Face => (isBold ? faces.bold : faces.plain);
  return {
    piece(text: string, look: Look, place: { from: number; width: number; align: 'start' | 'end' }): Piece {
      const face = faceOf(look);
      useFace(measure, face, look.size);
      const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [''] : breakWords(measure, line, place.width)));
      const step = look.size * Math.max(1.35, face.leading);
      const atStart = place.align === 'start';
      const start = isMirrored ? PAGE.width - PAGE.margin - place.from : PAGE.margin + place.from;
      const x = atStart ? start : isMirrored ? start - place.width : start + place.width;
      return {
        height: lines.length * step,
        draw(context, top) {
          useFace(context, face, look.size);
          context.fillStyle = look.colour ?? INK;
          context.textBaseline = 'alphabetic';
          context.textAlign = atStart === isMirrored ? 'right' : 'left';
          for (const [index, line] of lines.entries()) {
            context.direction = isMirrored && isRightToLeft(line) ? 'rtl' : 'ltr';
            context.letterSpacing = IS_UNJOINED.test(line) ? '0.01px' : '0px';
            context.fillText(line, x, top + index * step + baselineIn(step, look.size));
          }
        },
      };
    },
  };
}

/** Words that are wider than the room, such as a long number, are broken at any letter. */
function breakWords(context: SKRSContext2D, text: string, width: number): string[] {
  return wrap(context, text, width).flatMap((line) => {
    if (context.measureText(line).width <= width) return [line];
    const pieces = [''];
    for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(line)) {
      if (pieces.at(-1) !== '' && context.measureText(pieces.at(-1)! + segment).width > width) pieces.push(segment);
      else pieces[pieces.length - 1] += segment;
    }
    return pieces;
  });
}

const block = ({ height, draw }: Piece, isRow = false): Block => ({ height, draw, isRow });

const space = (height: number): Block => block({ height, draw: () => undefined });

/** As wide as the page. */
const paragraph = (set: Setter, text: string, look: Look): Block => {
  const piece = set.piece(text, look, { from: 0, width: INNER, align: 'start' });
  return block({ height: piece.height + 4, draw: piece.draw });
};

/** The labels in one column, the values in another. */
function pairs(set: Setter, list: readonly PaperPair[]): Block {
  const rows = list.map(({ label, value }) => [
    set.piece(label, { size: SIZE.text, colour: QUIET }, { from: 0, width: 130, align: 'start' }),
    set.piece(value, { size: SIZE.text }, { from: 140, width: INNER - 140, align: 'start' }),
  ]);
  return stack(rows.map(sideBySide));
}

function parties(set: Setter, list: PaperJob['parties']): Block {
  const gap = 18;
  const width = (INNER - gap * 2) / 3;
  const columns = list.map(({ heading, lines }, index) => {
    const place = { from: index * (width + gap), width, align: 'start' } as const;
    return stack([
      set.piece(heading, { size: SIZE.small, colour: QUIET }, place),
      ...lines.map((line, index) => set.piece(line, { size: SIZE.text, isBold: index === 0 }, place)),
    ]);
  });
  return block(sideBySide(columns));
}

/** How much of a cell stays free towards its neighbour. */
const GUTTER = 8;

function cells(set: Setter, job: PaperJob, texts: readonly string[], look: Look): Piece {
  let from = 0;
  const pieces = job.columns.map(({ share, isNumber }, index) => {
    const room = share * INNER;
    const isLast = index === job.columns.length - 1;
    const place = { from, width: room - (isLast ? 0 : GUTTER), align: isNumber ? ('end' as const) : ('start' as const) };
    from += room;
    return set.piece(texts[index] ?? '', look, place);
  });
  return sideBySide(pieces);
}

function tableHead(set: Setter, job: PaperJob): Block {
  const labels = cells(
    set,
    job,
    job.columns.map(({ label }) => label),
    { size: SIZE.small, colour: QUIET },
  );
  return ruled(labels, INK);
}

function tableRow(set: Setter, job: PaperJob, { cells: texts, note }: PaperJob['rows'][number]): Block {
  const own = cells(set, job, texts, { size: SIZE.text });
  const width = (job.columns[0]?.share ?? 1) * INNER - GUTTER;
  const small = set.piece(note, { size: SIZE.small, colour: QUIET }, { from: 0, width, align: 'start' });
  return { ...ruled(note === '' ? own : stack([own, small]), LINE), isRow: true };
}

/** With a line under it. */
function ruled(piece: Piece, colour: string): Block {
  return block({
    height: piece.height + 9,
    draw(context, top) {
      piece.draw(context, top + 4);
      context.fillStyle = colour;
      context.fillRect(PAGE.margin, top + piece.height + 8, INNER, 0.6);
    },
  });
}

function sumRow(set: Setter, { label, value, isStrong }: PaperJob['sums'][number]): Block {
  const look = { size: isStrong ? SIZE.text + 2 : SIZE.text, isBold: isStrong, colour: isStrong ? INK : QUIET };
  const half = INNER / 2;
  const piece = sideBySide([
    set.piece(label, look, { from: half - 40, width: half - 60, align: 'start' }),
    set.piece(value, { ...look, colour: INK }, { from: INNER - 100, width: 100, align: 'end' }),
  ]);
  return block({ height: piece.height + (isStrong ? 6 : 3), draw: piece.draw });
}

function footOf(set: Setter, text: string, page: string): Block {
  return block(
    sideBySide([
      set.piece(text, { size: SIZE.small, colour: QUIET }, { from: 0, width: INNER - 70, align: 'start' }),
      set.piece(page, { size: SIZE.small, colour: QUIET }, { from: INNER - 60, width: 60, align: 'end' }),
    ]),
  );
}

function sideBySide(pieces: readonly Piece[]): Piece {
  return {
    height: Math.max(0, ...pieces.map(({ height }) => height)),
    draw: (context, top) => {
      for (const piece of pieces) piece.draw(context, top);
    },
  };
}

function stack(pieces: readonly Piece[]): Block {
  const height = pieces.reduce((sum, piece) => sum + piece.height, 0);
  return block({
    height,
    draw(context, top) {
      let at = top;
      for (const piece of pieces) {
        piece.draw(context, at);
        at += piece.height;
      }
    },
  });
}
