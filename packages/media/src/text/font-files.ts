import { fileURLToPath } from 'node:url';

/** A font file, and the alias under which the canvas finds it. */
export type FontFile = { readonly alias: string; readonly path: string };

const NOTO_SUBSETS: readonly (readonly [packageName: string, subset: string])[] = [
  ['noto-sans', 'latin'],
  ['noto-sans', 'latin-ext'],
  ['noto-sans', 'vietnamese'],
  ['noto-sans', 'greek'],
  ['noto-sans', 'greek-ext'],
  ['noto-sans', 'cyrillic'],
  ['noto-sans', 'cyrillic-ext'],
  ['noto-sans-arabic', 'arabic'],
  ['noto-sans-devanagari', 'devanagari'],
];

function fileIn(packageName: string, file: string): string {
  return fileURLToPath(import.meta.resolve(`${packageName}/files/${file}`));
}

/** Noto Sans in one weight, cut into the subsets that it is published in, in order of preference. */
export function notoFiles(weight: 500 | 700): FontFile[] {
  return NOTO_SUBSETS.map(([name, subset]) => ({
    alias: `noto-${weight}-${subset}`,
    path: fileIn(`@fontsource/${name}`, `${name}-${subset}-${weight}-normal.woff2`),
  }));
}

/** Besley, the display face: Latin only, one file for every weight. */
export function besleyFiles(): FontFile[] {
  return ['latin', 'latin-ext'].map((subset) => ({
    alias: `besley-${subset}`,
    path: fileIn('@fontsource-variable/besley', `besley-${subset}-wght-normal.woff2`),
  }));
}
