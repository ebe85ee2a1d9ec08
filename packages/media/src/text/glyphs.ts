import { readFileSync } from 'node:fs';
import { notoFiles } from './font-files.ts';
import { characterMapOf, codePointsIn } from './woff2.ts';

/** Needs no glyph of its own: spaces, line breaks, joiners, direction marks, variation selectors. */
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

let drawable: ReadonlySet<number> | undefined;

/** What the worker's fonts can draw together. Noto's weights cover the same characters, and Besley none beyond them. */
function drawablePoints(): ReadonlySet<number> {
  drawable ??= notoFiles(700).reduce<ReadonlySet<number>>(
    (points, { path }) => points.union(codePointsIn(characterMapOf(readFileSync(path)))),
    new Set(),
  );
  return drawable;
}

/** The characters of the texts that no font of the worker can draw, each once, in order of appearance. */
export function missingGlyphs(texts: readonly string[]): string[] {
  const points = drawablePoints();
  const characters = new Set(texts.flatMap((text) => [...text.normalize('NFC')]));
  return [...characters].filter((character) => !INVISIBLE.test(character) && !points.has(character.codePointAt(0)!));
}
