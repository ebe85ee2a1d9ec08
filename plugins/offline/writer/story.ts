import type { ProductFacts, SceneRole, Story, StoryRequest, StoryScene } from '@bottega/contracts';
import { cutAtWord, firstThatFits, longestThatFits, measure } from './fit.ts';
import { type Dice, dice, fill, type Slots } from './grammar.ts';
import type { Language } from './language.ts';
import { languageFor } from './languages/index.ts';
import { beginningsOf, MEASURE, phrasesOf } from './notes.ts';
import { drawAnew } from './revise.ts';
import { speakable, spokenSlots, withoutBidi, writtenSlots } from './slots.ts';

/** Silence that a scene takes besides its words, in seconds. */
const PAUSE = 0.8;
const LONGEST_CARD = 40;
/** A scene is never shorter than this, however short the film; its first sentence may take a little more. */
const FEWEST_WORDS = 3;
const SHORT_LEAD = 5;

/** How the words are shared out. The maker's own get the most. */
const SCENES: readonly { readonly role: SceneRole; readonly share: number }[] = [
  { role: 'hook', share: 0.18 },
  { role: 'detail', share: 0.2 },
  { role: 'making', share: 0.25 },
  { role: 'use', share: 0.2 },
  { role: 'call_to_action', share: 0.17 },
];
/** A shorter story has no time for the close look: its words would hurry all the others. */
const SHORTEST_WITH_DETAIL = 12;

/** What the sentences of a story are made with. */
type Teller = { readonly facts: ProductFacts; readonly language: Language; readonly slots: Slots; readonly chance: Dice };

/** A scene's sentences: one lead, then as many more as there is time for. */
type Sentences = { readonly leads: readonly string[]; readonly more: readonly string[] };

/**
 * Five scenes, or four where time is short, spoken in about `seconds`; told otherwise than what was sent back, as far as grammar goes.
 * @throws ProviderError `unsupported` for a language the writer lacks.
 */
export function composeStory({ revision, ...request }: StoryRequest): Story {
  const draw = (seed: number) => drawStory({ ...request, seed });
  return drawAnew(revision, request.seed, draw, ({ scenes }) => scenes.map(({ narration }) => narration).join('\n'));
}

function drawStory({ facts, language: tag, seconds, seed }: StoryRequest): Story {
  const language = languageFor(tag);
  const chance = dice([seed, 'story', language.code, facts.name].join('|'));
  const teller: Teller = { facts, language, slots: spokenSlots(facts, language, tag), chance };
  const cards = cardsOf(facts, language, tag);
  const told = SCENES.filter(({ role }) => role !== 'detail' || seconds >= SHORTEST_WITH_DETAIL);
  let wordsLeft = (seconds - told.length * PAUSE) * language.wordsPerSecond;
  let shareLeft = told.reduce((sum, { share }) => sum + share, 0);
  const scenes = told.map(({ role, share }): StoryScene => {
    const target = Math.max((wordsLeft * share) / shareLeft, FEWEST_WORDS);
    const narration = narrate(sentencesOf(role, teller, target), target, chance);
    wordsLeft -= countWords(narration);
    shareLeft -= share;
    return { role, narration, card: cards[role] };
  });
  return { language: tag, scenes };
}

/** Words as a voice counts them: what holds a letter or a digit. */
export const countWords = (text: string): number => text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** A lead, and others while they bring the number of words nearer to the target; these keep the order in which they make sense. */
function narrate({ leads, more }: Sentences, target: number, chance: Dice): string {
  const lead = chooseLead(leads.length > 0 ? leads : more, target, chance);
  const chosen = new Set<string>();
  let words = countWords(lead);
  for (const sentence of chance.shuffle(more)) {
    const longer = words + countWords(sentence);
    if (sentence === lead || Math.abs(target - longer) >= Math.abs(target - words)) continue;
    chosen.add(sentence);
    words = longer;
  }
  return [lead, ...more.filter((sentence) => chosen.has(sentence))].join(' ');
}

/** Any lead that the time allows; the shortest when none does. */
function chooseLead(leads: readonly string[], target: number, chance: Dice): string {
  const drawn = chance.shuffle(leads);
  const inTime = drawn.find((lead) => countWords(lead) <= longestLead(target));
  return inTime ?? drawn.toSorted((one, other) => countWords(one) - countWords(other))[0] ?? '';
}

const longestLead = (target: number): number => Math.max(Math.ceil(target), SHORT_LEAD);

function sentencesOf(role: SceneRole, teller: Teller, target: number): Sentences {
  const { facts, language, slots } = teller;
  const { story, categories, seasons } = language;
  const say = (patterns: readonly string[]): string[] => patterns.map((pattern) => fill(pattern, slots)).filter(Boolean);
  if (role === 'hook') return { leads: say(story.hook.lead), more: say(story.hook.more) };
  if (role === 'detail') return { leads: say(story.detail.lead), more: say(story.detail.more) };
  if (role === 'call_to_action') return { leads: say(story.callToAction.lead), more: say(story.callToAction.more) };
  if (role === 'use') {
    const more = [...categories[facts.category].moments, ...seasons[facts.season].sentences, ...story.use.more];
    return { leads: say(story.use.lead), more: say(more) };
  }
  const told = retell(teller, longestLead(target));
  if (told.length === 0) return { leads: say(story.seen.lead), more: say(story.seen.more) };
  return { leads: told, more: say([...story.told.more, ...story.seen.more]) };
}

/** The maker's words in at most `room` words: the sentences that hold the most of them. */
function retell({ facts, language, slots }: Teller, room: number): string[] {
  const beginnings = beginningsOf(facts.notes);
  const retold = language.story.told.lead.flatMap((pattern) => {
    const frame = countWords(fill(pattern, { ...slots, notes: '–' }));
    const notes = speakable(longestThatFits(beginnings, (text) => countWords(speakable(text)) <= room - frame) ?? '');
    return notes ? [{ length: notes.length, sentence: fill(pattern, { ...slots, notes }) }] : [];
  });
  const most = Math.max(...retold.map(({ length }) => length));
  return retold.filter(({ length }) => length === most).map(({ sentence }) => sentence);
}

/** What the drawn cards say: the name, the colours with a measure, the maker's words, the use, the price. */
function cardsOf(facts: ProductFacts, language: Language, tag: string): Record<SceneRole, string> {
  const spoken = spokenSlots(facts, language, tag);
  const measured = speakable(phrasesOf(facts.notes).find((phrase) => MEASURE.test(phrase)) ?? '');
  const slots: Slots = { ...spoken, measured, price: withoutBidi(writtenSlots(facts, language, tag).price ?? '') };
  const notes = speakable(longestThatFits(beginningsOf(facts.notes), (text) => measure(speakable(text)) <= LONGEST_CARD) ?? '');
  const card = (...patterns: string[]): string =>
    firstThatFits(patterns.map((pattern) => fill(pattern, slots)).filter(Boolean), LONGEST_CARD);
  return {
    hook: cutAtWord(spoken.name || spoken.shop || language.closerCard, LONGEST_CARD),
    detail: card('{Tints} · {measured}', '{Tints}', '{measured}') || language.closerCard,
    making: notes || language.closerCard,
    use: card('{Use}'),
    call_to_action: card('{price} · {shop}', '{price}'),
  };
}
