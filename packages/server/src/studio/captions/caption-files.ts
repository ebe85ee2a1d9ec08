import type { CaptionPage } from '@bottega/contracts';

/** One caption as a subtitle file has it: seconds from the start of the film. */
export type Cue = { readonly start: number; readonly end: number; readonly text: string };

/** Longest caption of a page in characters: two lines of a phone. */
const PAGE_LENGTH = 42;

export const pagesToCues = (pages: readonly CaptionPage[]): Cue[] =>
  pages.map(({ start, end, words }) => ({ start, end, text: words.map(({ word }) => word).join(' ') }));

/** Captions of a language that nobody speaks in the film: the scene's text, shared out over the time its voice is heard. */
export function shareOut(scenes: readonly { readonly text: string; readonly start: number; readonly end: number }[]): Cue[] {
  return scenes.flatMap(({ text, start, end }) => {
    const pages = paginate(text);
    const total = pages.reduce((sum, page) => sum + page.length, 0);
    let at = start;
    return pages.map((page) => {
      const from = at;
      at += ((end - start) * page.length) / total;
      return { start: from, end: at, text: page };
    });
  });
}

/** Sentence by sentence, each on as few pages as hold it, of about the same length. */
function paginate(text: string): string[] {
  const sentences = text.match(/[^.!?؟।]+[.!?؟।]*\s*|[.!?؟।]+\s*/gu) ?? [];
  return sentences.flatMap((sentence) => {
    const words = sentence.split(/\s+/).filter(Boolean);
    const each = sentence.trim().length / Math.ceil(sentence.trim().length / PAGE_LENGTH);
    const pages: string[] = [];
    let before = 0;
    for (const word of words) {
      const page = Math.floor((before + word.length / 2) / (each + 1));
      pages[page] = pages[page] ? `${pages[page]} ${word}` : word;
      before += word.length + 1;
    }
    return pages.filter(Boolean);
  });
}

/** SubRip. */
export const toSrt = (cues: readonly Cue[]): string =>
  cues.map((cue, index) => `${index + 1}\n${clock(cue.start, ',')} --> ${clock(cue.end, ',')}\n${cue.text}\n`).join('\n');

/** WebVTT. Its text may hold no markup of its own. */
export const toVtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues.map((cue) => `${clock(cue.start, '.')} --> ${clock(cue.end, '.')}\n${escapeVtt(cue.text)}\n`).join('\n')}`;

const escapeVtt = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** 75.25 s is 00:01:15.250. */
function clock(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1000) % 60)}${point}${part(ms % 1000, 3)}`;
}
