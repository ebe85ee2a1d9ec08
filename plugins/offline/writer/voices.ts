import type { Tone, Topic } from './language.ts';

/** How titles are made: the name alone, the name with facts that people search by, or a headline about it. */
export type TitleStyle = 'name' | 'keywords' | 'headline' | 'film';

/** How one channel is written for. */
export type Voice = {
  readonly tone: Tone;
  readonly title: TitleStyle;
  /** Topics by paragraph. The opening stays first and the invitation last; between them the seed sets the order. */
  readonly paragraphs: readonly (readonly (Topic | 'setting')[])[];
  /** Each sentence on a line of its own. */
  readonly lines?: boolean;
};

const catalogue: Voice = {
  tone: 'plain',
  title: 'keywords',
  paragraphs: [['opening'], ['kind', 'colours', 'notes', 'season', 'price', 'where']],
  lines: true,
};

const shop: Voice = { tone: 'calm', title: 'name', paragraphs: [['opening', 'notes', 'colours', 'setting']] };

/** `setting` is a moment of use or the season, whichever the seed draws. */
const VOICES: Readonly<Record<string, Voice>> = {
  shop,
  shopify: {
    tone: 'calm',
    title: 'name',
    paragraphs: [
      ['opening', 'setting'],
      ['notes', 'colours'],
    ],
  },
  facebook: {
    tone: 'friendly',
    title: 'headline',
    paragraphs: [['opening'], ['notes', 'colours', 'setting'], ['price', 'where', 'invite']],
  },
  instagram: {
    tone: 'hook',
    title: 'headline',
    paragraphs: [['opening'], ['notes', 'colours', 'setting'], ['where', 'invite']],
    lines: true,
  },
  etsy: { tone: 'calm', title: 'keywords', paragraphs: [['opening', 'moment'], ['colours', 'season'], ['notes'], ['where', 'invite']] },
  pinterest: { tone: 'friendly', title: 'headline', paragraphs: [['opening', 'notes', 'colours', 'setting', 'where']] },
  youtube: {
    tone: 'film',
    title: 'film',
    paragraphs: [['opening', 'moment'], ['seen'], ['notes', 'season'], ['price', 'where', 'invite']],
  },
  tiktok: { tone: 'hook', title: 'headline', paragraphs: [['opening', 'where']] },
  meesho: catalogue,
  snapdeal: catalogue,
  indiamart: catalogue,
};

/** The search result's two lines, in the shop's tone. */
export const SEARCH_VOICE: Voice = { tone: 'calm', title: 'name', paragraphs: [['opening', 'notes', 'colours', 'where']] };

/** A channel not in the table is written for as the shop is. */
export const voiceOf = (channel: string): Voice => (Object.hasOwn(VOICES, channel) ? VOICES[channel]! : shop);
