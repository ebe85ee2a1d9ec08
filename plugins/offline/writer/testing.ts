import {
  type CallContext,
  COLOUR_NAMES,
  type CopyRequest,
  PRODUCT_CATEGORIES,
  type ProductFacts,
  type TextLimits,
} from '@bottega/contracts';
import fc from 'fast-check';

/** Facts, limits and arbitraries that the writer's tests share. */
export const WALNUT_BOWL: ProductFacts = {
  name: 'Walnut bowl',
  notes: 'hand-turned, oiled, 24 cm',
  price: { amount: 4800, currency: 'EUR' },
  palette: ['brown', 'chestnut', 'ivory'],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
};

export const CHANNELS: Readonly<Record<string, TextLimits>> = {
  shop: { title: { max: 120 }, description: { max: 2_000 } },
  facebook: { description: { max: 63_206 }, hashtags: { max: 10 } },
  instagram: { description: { max: 2_200 }, hashtags: { max: 5 } },
  etsy: { title: { max: 140 }, description: { max: 10_000 }, tags: { max: 13, maxLength: 20 } },
  pinterest: { title: { max: 100 }, description: { max: 800 } },
  shopify: { title: { max: 255 }, description: { max: 5_000 } },
  youtube: { title: { max: 100 }, description: { max: 5_000, unit: 'bytes' }, hashtags: { max: 15 } },
  tiktok: { description: { max: 2_200, unit: 'utf16' }, hashtags: { max: 5 } },
  meesho: { title: { min: 50, max: 120 }, description: { max: 1_400 } },
  snapdeal: { title: { max: 150 }, description: { max: 5_000 } },
  indiamart: { title: { max: 60 }, description: { min: 100, max: 4_000 } },
  elsewhere: { title: { max: 80 }, description: { min: 200, max: 500 } },
};

export const LANGUAGE_CODES = ['en', 'it', 'ar', 'hi'] as const;

export const call: CallContext = {
  signal: new AbortController().signal,
  fetch: () => Promise.reject(new Error('the offline writer must not ask the network')),
  folder: '',
  settings: {},
  progress: () => undefined,
};

export const requestFor = (channel: string, language: string, seed: number, facts: ProductFacts = WALNUT_BOWL): CopyRequest => ({
  facts,
  channel,
  limits: CHANNELS[channel]!,
  language,
  seed,
});

const words = fc.array(
  fc.constantFrom(
    'bowl',
    'oak',
    'hand-turned',
    '24 cm',
    'tazza',
    'fatto a mano',
    'وعاء',
    'خشب',
    'कटोरा',
    'लकड़ी',
    '❤️',
    '№ 7',
    '(small)',
    'Ø 3,5',
    'durable',
  ),
  { minLength: 1, maxLength: 12 },
);

const text = fc.oneof(
  words.map((parts) => parts.join(' ')),
  words.map((parts) => parts.join(', ')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
);

export const anyFacts: fc.Arbitrary<ProductFacts> = fc.record({
  name: text.filter((name) => name.trim() !== ''),
  notes: fc.oneof(
    fc.constant(''),
    text,
    words.map((parts) => parts.join('.\n').repeat(40).slice(0, 6_000)),
  ),
  price: fc.record({ amount: fc.nat(9_999_999), currency: fc.constantFrom('EUR', 'INR', 'JPY', 'KWD', 'USD') }),
  palette: fc.uniqueArray(fc.constantFrom(...COLOUR_NAMES), { maxLength: 5 }),
  category: fc.constantFrom(...PRODUCT_CATEGORIES),
  season: fc.constantFrom('winter', 'spring', 'summer', 'autumn'),
  shopName: fc.constantFrom('Fornace', 'متجر النور', 'मिट्टी घर', 'The Potters of Grottaglie'),
});

export const anyRequest: fc.Arbitrary<CopyRequest> = fc
  .record({
    channel: fc.constantFrom(...Object.keys(CHANNELS)),
    language: fc.constantFrom(...LANGUAGE_CODES),
    seed: fc.nat(),
    facts: anyFacts,
  })
  .map(({ channel, language, seed, facts }) => requestFor(channel, language, seed, facts));
