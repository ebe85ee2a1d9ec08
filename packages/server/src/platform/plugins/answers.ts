import type { ProviderKind } from '@bottega/contracts';
import { z } from 'zod';

// What each call of each contract answers, as far as a wrong answer could do harm further on.

const made = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    cost: z.object({ micros: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) }),
    evidence: z.object({ licence: z.string().min(1) }).loose(),
  });

const text = z.string().max(100_000);
const texts = z.array(text).max(1_000);
const fraction = z.number().min(0).max(1);
const seconds = z.number().positive().max(3_600);

const copy = z
  .object({ channel: text, language: text, title: text, description: text, hashtags: texts, tags: texts })
  .extend({ altText: text, seoTitle: text, seoDescription: text })
  .loose();
const story = z.object({ language: text, scenes: z.array(z.object({ role: text, narration: text, card: text }).loose()).min(1) }).loose();
const recording = z
  .object({ path: text, seconds, words: z.array(z.object({ word: text, start: z.number().min(0), end: z.number().min(0) })) })
  .loose();
const picture = z
  .object({ path: text, width: z.int().positive(), height: z.int().positive() })
  .extend({ focus: z.object({ x: fraction, y: fraction, width: fraction, height: fraction }) })
  .loose();
const verdict = z.object({ findings: z.array(z.object({ where: text, rule: text.min(1), reason: text, excerpt: text })) }).loose();

const amount = z.object({ amount: z.int().nonnegative(), currency: z.string().length(3) });
const payment = z
  .object({
    state: z.enum(['requires_action', 'processing', 'approved', 'authorised', 'awaiting_transfer', 'captured', 'declined', 'cancelled']),
    reference: text.min(1),
    key: text.nullable(),
    amount,
    captured: z.int().nonnegative(),
    refunded: z.int().nonnegative(),
    payee: text.nullable(),
    live: z.boolean(),
    disputed: z.boolean(),
  })
  .loose();
const refund = z.object({ state: z.enum(['pending', 'done', 'failed']), reference: text.min(1), amount }).loose();
const paymentEvent = z.object({ id: text.min(1), type: text, reference: text.nullable(), key: text.nullable(), live: z.boolean() }).loose();
const movements = z.object({ movements: z.array(z.object({ reference: text.min(1), amount }).loose()), next: text.nullable() });
const offers = z.array(z.object({ service: text.min(1), label: text.min(1), price: amount }).loose());
const post = z.discriminatedUnion('state', [
  z.object({ state: z.literal('published'), id: text, url: z.url({ protocol: /^https?$/ }) }).loose(),
  z.object({ state: z.literal('pending'), id: text }).loose(),
  z.object({ state: z.literal('refused'), userMessage: text }).loose(),
]);

/** The calls of a contract and the shape of their answers. */
export const ANSWERS: { readonly [Kind in Exclude<ProviderKind, 'storage'>]: Readonly<Record<string, z.ZodType>> } = {
  text: { writeCopy: made(copy), writeStory: made(story) },
  speech: { speak: made(recording) },
  image: { makePicture: made(picture) },
  music: { compose: made(z.object({ path: text, seconds }).loose()) },
  moderation: { judge: made(verdict) },
  payment: {
    begin: payment,
    find: payment.nullable(),
    authorise: payment,
    capture: payment,
    cancel: payment,
    refund,
    findRefund: refund.nullable(),
    readEvent: paymentEvent,
    listMovements: movements,
  },
  shipping: { quote: offers },
  channel: { publish: post, find: post.nullable() },
  mail: { send: z.object({ id: text.min(1) }).loose() },
};

/** Calls that a provider may do without. */
export const OPTIONAL: ReadonlySet<string> = new Set(['authorise', 'readEvent', 'listMovements']);

/** Contracts that say in which languages they work. */
export const SPEAKS: ReadonlySet<ProviderKind> = new Set(['text', 'speech']);

/** How long one call of a plugin may take, in ms: what writes and judges answers soon, what draws and plays takes its time. */
export const CALL_LIMIT_MS: { readonly [Kind in keyof typeof ANSWERS]: number } = {
  text: 90_000,
  speech: 180_000,
  image: 300_000,
  music: 300_000,
  moderation: 90_000,
  payment: 30_000,
  shipping: 10_000,
  channel: 300_000,
  mail: 30_000,
};
