import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { scriptOf } from './direction.ts';
import { besleyFiles, type FontFile, notoFiles } from './font-files.ts';

/** A way of setting type: which fonts in turn, how heavy, and how far lines stand apart as a multiple of the size. */
export type Face = { readonly families: string; readonly weight: number; readonly variation: string; readonly leading: number };

function register(files: readonly FontFile[]): string {
  for (const { alias, path } of files) {
    if (GlobalFonts.registerFromPath(path, alias) === null)
      throw new Error(`The font ${path} cannot be loaded. Install the packages again.`);
  }
  return files.map(({ alias }) => `"${alias}"`).join(', ');
}

let chains: { readonly besley: string; readonly bold: string; readonly medium: string } | undefined;

function registered(): { readonly besley: string; readonly bold: string; readonly medium: string } {
  chains ??= { besley: register(besleyFiles()), bold: register(notoFiles(700)), medium: register(notoFiles(500)) };
  return chains;
}

const LEADINGS: Readonly<Record<string, number>> = { Arab: 1.5, Deva: 1.4 };

function leadingFor(language: string, latin: number): number {
  return LEADINGS[scriptOf(language)] ?? latin;
}

/** Titles: Besley, and Noto Sans for the scripts that it lacks. */
export function displayFace(language: string): Face {
  const { besley, bold } = registered();
  // The canvas fakes a bold unless the variable font is asked for its weight by name.
  if (scriptOf(language) === 'Latn') return { families: `${besley}, ${bold}`, weight: 400, variation: "'wght' 620", leading: 1.14 };
  return { families: `${bold}, ${besley}`, weight: 700, variation: '', leading: leadingFor(language, 1.25) };
}

/** The quieter line under a title. */
export function lineFace(language: string): Face {
  return { families: registered().medium, weight: 500, variation: '', leading: leadingFor(language, 1.3) };
}

/** Captions, which must be read at a glance. */
export function captionFace(language: string): Face {
  return { families: registered().bold, weight: 700, variation: '', leading: leadingFor(language, 1.3) };
}

/** Sets a canvas to a face at a size in pixels. */
export function useFace(context: SKRSContext2D, face: Face, size: number): void {
  context.font = `${face.weight} ${size}px ${face.families}`;
  context.fontVariationSettings = face.variation === '' ? 'normal' : face.variation;
}
