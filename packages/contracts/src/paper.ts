/**
 * A printed page in words: what an invoice says, set by the media worker on A4, from right to left where the language is read so. Every
 * text is finished: amounts and dates are written as the reader writes them.
 */
export type PaperJob = {
  /** BCP 47, for the direction and the face. */
  readonly language: string;
  readonly title: string;
  /** Who wrote it, for the file's own description. */
  readonly author: string;
  /** Pairs under the title, such as number and date. */
  readonly facts: readonly PaperPair[];
  /** Side by side, at most three: whom it is from, and for whom. The first line of each stands out. */
  readonly parties: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** `share` is a part of the width; all of them together are 1. Numbers are set flush with the end. */
  readonly columns: readonly { readonly label: string; readonly share: number; readonly isNumber: boolean }[];
  /** As many cells as columns; `note` stands smaller under the first. */
  readonly rows: readonly { readonly cells: readonly string[]; readonly note: string }[];
  readonly sums: readonly (PaperPair & { readonly isStrong: boolean })[];
  readonly notes: readonly string[];
  /** At the foot of every page. */
  readonly foot: string;
  readonly outPath: string;
};

export type PaperPair = { readonly label: string; readonly value: string };

export type PaperResult = { readonly path: string; readonly pages: number; readonly bytes: number };
