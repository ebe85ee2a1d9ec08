import type { ColourName, ProductCategory, Season } from '@bottega/contracts';

/** What a sentence of a description is about. */
export type Topic = 'opening' | 'notes' | 'colours' | 'kind' | 'moment' | 'season' | 'seen' | 'price' | 'where' | 'invite';

/** How a channel speaks; each has openings of its own. */
export type Tone = 'calm' | 'friendly' | 'hook' | 'film' | 'plain';

export type CategoryWords = {
  /** The kind of goods: "tableware"; empty when it is unknown. */
  readonly kind: string;
  /** What it is for, in modest words that agree with any name: "for the table". */
  readonly use: string;
  /** Whole sentences about a moment of use, without a pronoun that would have to agree with the name. */
  readonly moments: readonly string[];
  /** Words that people search by, each at most 20 characters. */
  readonly tags: readonly string[];
};

export type SeasonWords = { readonly name: string; readonly when: string; readonly sentences: readonly string[] };

/** Scene sentences: one `lead`, then as many of `more` as there is time for. */
export type SceneWords = { readonly lead: readonly string[]; readonly more: readonly string[] };

/** Everything the writer knows of one language. Patterns never make a name the subject of a verb, nor refer back to it by a pronoun:
 * the number and gender of a maker's own name are not known. */
export type Language = {
  readonly code: 'en' | 'it' | 'ar' | 'hi';
  readonly direction: 'ltr' | 'rtl';
  /** Words that a calm voice speaks in a second. */
  readonly wordsPerSecond: number;
  /** Between the parts of a title. */
  readonly comma: string;
  readonly colours: Readonly<Record<ColourName, string>>;
  /** The colours as they stand behind a word such as "shades of": slot `{tones}`. Never called with an empty list. */
  tones(colours: readonly string[]): string;
  /** The colours as a bare list: slot `{tints}`. */
  tints(colours: readonly string[]): string;
  readonly colourTag: string;
  readonly categories: Readonly<Record<ProductCategory, CategoryWords>>;
  readonly seasons: Readonly<Record<Season, SeasonWords>>;
  readonly openings: Readonly<Record<Tone, readonly string[]>>;
  readonly sentences: Readonly<Record<'notes' | 'colours' | 'seen' | 'price' | 'where' | 'invite', readonly string[]>>;
  /** Facts as lines of a catalogue. */
  readonly lines: Readonly<Record<'notes' | 'colours' | 'kind' | 'season' | 'price' | 'where', readonly string[]>>;
  readonly titles: {
    readonly headline: readonly string[];
    readonly film: readonly string[];
    /** Follow the name in a title made of keywords. */
    readonly parts: readonly string[];
    /** True of every product; for channels that ask for a longer title. */
    readonly fillers: readonly string[];
    /** From long to short. */
    readonly seo: readonly string[];
  };
  readonly altTexts: readonly string[];
  readonly story: {
    readonly hook: SceneWords;
    /** The close look: what the photo itself shows. */
    readonly detail: SceneWords;
    /** The making, when the maker has told something of it … */
    readonly told: SceneWords;
    /** … and when only the photo speaks. */
    readonly seen: SceneWords;
    readonly use: SceneWords;
    readonly callToAction: SceneWords;
  };
  readonly closerCard: string;
};

/** "a, b and c", with the language's own comma and the word before the last. */
export function list(items: readonly string[], comma: string, last: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(comma)}${last}${items.at(-1)}`;
}
