import type { Money } from './money.ts';
import type { CallContext, Made, Provider } from './provider.ts';

/** What is known of a product. Nothing else may be claimed of it. */
export type ProductFacts = {
  /** Given by the maker; stands verbatim in every language. */
  readonly name: string;
  /** Given by the maker, free words such as "hand-turned, oiled, 24 cm"; may be empty; stands verbatim. */
  readonly notes: string;
  readonly price: Money;
  /** Names of the photo's main colours, most frequent first, as keys of COLOUR_NAMES: "walnut", "ivory". */
  readonly palette: readonly ColourName[];
  readonly category: ProductCategory;
  readonly season: Season;
  readonly shopName: string;
};

/** Colours that a writer must be able to name in each of its languages. */
export const COLOUR_NAMES = [
  'black',
  'charcoal',
  'grey',
  'silver',
  'white',
  'ivory',
  'cream',
  'beige',
  'sand',
  'tan',
  'brown',
  'chestnut',
  'terracotta',
  'rust',
  'red',
  'crimson',
  'pink',
  'rose',
  'orange',
  'amber',
  'gold',
  'yellow',
  'olive',
  'green',
  'sage',
  'teal',
  'turquoise',
  'sky',
  'blue',
  'navy',
  'violet',
  'plum',
] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

export const PRODUCT_CATEGORIES = [
  'tableware',
  'kitchen',
  'decor',
  'furniture',
  'jewellery',
  'clothing',
  'bags',
  'candles',
  'soap',
  'toys',
  'stationery',
  'art',
  'garden',
  'food',
  'other',
] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];

export type Season = 'winter' | 'spring' | 'summer' | 'autumn';

export type LengthUnit = 'codepoints' | 'utf16' | 'bytes';

/** How long a text is in the unit that a channel counts in. */
export function textLength(text: string, unit: LengthUnit = 'codepoints'): number {
  if (unit === 'utf16') return text.length;
  return unit === 'bytes' ? new TextEncoder().encode(text).length : Array.from(text).length;
}

/** What one channel allows. Absent means the channel has no such field. Lengths count Unicode code points unless `unit` says otherwise. */
export type TextLimits = {
  readonly title?: { readonly max: number; readonly min?: number };
  readonly description?: { readonly max: number; readonly min?: number; readonly unit?: LengthUnit };
  readonly hashtags?: { readonly max: number };
  readonly tags?: { readonly max: number; readonly maxLength: number };
};

/** The texts of one product for one channel in one language. A field the channel does not have is an empty string or list. */
export type ChannelCopy = {
  readonly channel: string;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly description: string;
  /** With the leading #, without spaces. */
  readonly hashtags: readonly string[];
  readonly tags: readonly string[];
  readonly altText: string;
  readonly seoTitle: string;
  readonly seoDescription: string;
};

/** Why a text is written again, in the words of the person who sent it back, and the texts that it is not to be. */
export type Revision = { readonly reason: string; readonly rejected: readonly string[] };

export type CopyRequest = {
  readonly facts: ProductFacts;
  readonly channel: string;
  readonly limits: TextLimits;
  readonly language: string;
  /** The same request with the same seed gives the same text; another seed varies it. */
  readonly seed: number;
  /** Absent the first time. A writer that cannot follow the reason at least says it otherwise. */
  readonly revision?: Revision;
};

/** The scenes that a story may have, in the order in which they are told: a story may leave some out. */
export const SCENE_ROLES = ['hook', 'detail', 'making', 'use', 'call_to_action'] as const;
export type SceneRole = (typeof SCENE_ROLES)[number];

/** One scene of a film: what is said, and what the drawn card says, if any. */
export type StoryScene = { readonly role: SceneRole; readonly narration: string; readonly card: string };

export type StoryRequest = {
  readonly facts: ProductFacts;
  readonly language: string;
  /** How long the narration should take to speak; the writer aims, the film decides. */
  readonly seconds: number;
  readonly seed: number;
  readonly revision?: Revision;
};

export type Story = { readonly language: string; readonly scenes: readonly StoryScene[] };

/** Writes copy and stories. */
export type TextProvider = Provider & {
  readonly kind: 'text';
  /** BCP 47 codes it writes. */
  readonly languages: readonly string[];
  /** @throws ProviderError `unsupported` for a language it lacks. */
  writeCopy(request: CopyRequest, call: CallContext): Promise<Made<ChannelCopy>>;
  /** @throws ProviderError `unsupported` for a language it lacks. */
  writeStory(request: StoryRequest, call: CallContext): Promise<Made<Story>>;
};
