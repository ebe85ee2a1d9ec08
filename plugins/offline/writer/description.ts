import type { ProductFacts } from '@bottega/contracts';
import { longestThatFits, measure, type Unit } from './fit.ts';
import { type Dice, fill, type Slots, slotsOf } from './grammar.ts';
import type { Language, Topic } from './language.ts';
import { beginningsOf } from './notes.ts';
import { isolate } from './slots.ts';
import type { Voice } from './voices.ts';

/** What one piece of writing is made with. */
export type Desk = { readonly facts: ProductFacts; readonly language: Language; readonly slots: Slots; readonly dice: Dice };

export type Room = { readonly max: number; readonly min?: number; readonly unit?: Unit };

/** One sentence in its place, with shorter ways to say it. */
type Sentence = { readonly topic: Topic; readonly paragraph: number; readonly wordings: readonly string[] };

/** What stays longest when room is short. */
const BY_WORTH: readonly Topic[] = ['opening', 'price', 'where', 'notes', 'colours', 'kind', 'moment', 'season', 'seen', 'invite'];

/** The topics that a slot settles: an opening "{name}, {use}." needs no further sentence about the use. */
const TOPIC_OF_SLOT: Readonly<Record<string, Topic>> = {
  tones: 'colours',
  tints: 'colours',
  use: 'moment',
  kind: 'kind',
  season: 'season',
  when: 'season',
  price: 'price',
  shop: 'where',
};

/** A description in the channel's voice. Sentences are left out, never cut, to fit `max`; more are said, as long as there are true ones, to reach `min`. */
export function describe(voice: Voice, room: Room, desk: Desk): string {
  const planned = plan(voice, desk);
  const kept = keepWhatFits(planned, voice, room);
  const text = assemble(kept, voice);
  if (measure(text, room.unit) >= (room.min ?? 0)) return text;
  return assemble(lengthen(kept, voice, room, desk), voice);
}

/** A `seen` sentence sums up what others say, and so settles nothing. */
function plan(voice: Voice, desk: Desk): Sentence[] {
  const said = new Set<Topic>();
  return voice.paragraphs.flatMap((topics, paragraph) =>
    inOrder(topics, desk).flatMap((wanted) => {
      const topic = wanted === 'setting' ? desk.dice.shuffle(['moment', 'season'] as const).find((setting) => !said.has(setting)) : wanted;
      if (!topic || said.has(topic)) return [];
      const pattern = choosePattern(topic, voice, desk, said);
      if (!pattern) return [];
      for (const settled of topic === 'seen' ? [] : topicsOf(pattern)) said.add(settled);
      said.add(topic);
      return [{ topic, paragraph, wordings: wordingsOf(topic, pattern, desk) }];
    }),
  );
}

function inOrder(topics: Voice['paragraphs'][number], { dice }: Desk): Voice['paragraphs'][number] {
  const free = dice.shuffle(topics.filter((topic) => topic !== 'opening' && topic !== 'invite'));
  return [...topics.filter((topic) => topic === 'opening'), ...free, ...topics.filter((topic) => topic === 'invite')];
}

function choosePattern(topic: Topic, voice: Voice, desk: Desk, said: ReadonlySet<Topic>): string | undefined {
  return desk.dice.shuffle(patternsFor(topic, voice, desk)).find((pattern) => {
    const repeats = topicsOf(pattern).some((settled) => settled !== topic && said.has(settled));
    return fill(pattern, desk.slots) !== '' && (!repeats || topic === 'seen');
  });
}

function patternsFor(topic: Topic, voice: Voice, { facts, language }: Desk): readonly string[] {
  if (topic === 'opening') return language.openings[voice.tone];
  if (topic === 'moment') return language.categories[facts.category].moments;
  if (voice.tone === 'plain') return topic === 'seen' || topic === 'invite' ? [] : language.lines[topic];
  if (topic === 'season') return language.seasons[facts.season].sentences;
  return topic === 'kind' ? [] : language.sentences[topic];
}

const topicsOf = (pattern: string): Topic[] => slotsOf(pattern).flatMap((slot) => TOPIC_OF_SLOT[slot] ?? []);

function wordingsOf(topic: Topic, pattern: string, desk: Desk): string[] {
  if (topic === 'opening') return [fill(pattern, desk.slots), desk.slots.name ?? ''].filter(Boolean);
  if (topic !== 'notes') return [fill(pattern, desk.slots)];
  return beginningsOf(desk.facts.notes).map((notes) => {
    const ownLines = notes.includes('\n') ? pattern.replace(/ \{notes\}[.।]?/u, '\n{notes}') : pattern;
    return fill(ownLines, { ...desk.slots, notes: notes.includes('\n') ? notes : isolate(notes, desk.language) });
  });
}

function keepWhatFits(planned: readonly Sentence[], voice: Voice, { max, unit }: Room): Sentence[] {
  const byWorth = [...planned].sort((one, other) => BY_WORTH.indexOf(one.topic) - BY_WORTH.indexOf(other.topic));
  const kept = new Map<Sentence, Sentence>();
  const inPlace = (): Sentence[] => planned.flatMap((sentence) => kept.get(sentence) ?? []);
  for (const sentence of byWorth) {
    const fits = (wording: string): boolean => {
      kept.set(sentence, { ...sentence, wordings: [wording] });
      return measure(assemble(inPlace(), voice), unit) <= max;
    };
    const wording = longestThatFits(sentence.wordings, fits);
    if (wording === undefined) kept.delete(sentence);
    else kept.set(sentence, { ...sentence, wordings: [wording] });
  }
  return inPlace();
}

function lengthen(kept: readonly Sentence[], voice: Voice, room: Room, desk: Desk): Sentence[] {
  const longer = [...kept];
  const topics = new Set(kept.map(({ topic }) => topic));
  const spare: readonly Topic[] = ['moment', 'colours', 'season', 'where', 'price', 'invite'];
  const prose: Voice = { ...voice, tone: voice.tone === 'plain' ? 'calm' : voice.tone };
  const candidates = [...spare.filter((topic) => !topics.has(topic)), ...spare].flatMap((topic) =>
    desk.dice.shuffle(patternsFor(topic, prose, desk)).map((pattern): Sentence => {
      return { topic, paragraph: voice.paragraphs.length - 1, wordings: [fill(pattern, desk.slots)] };
    }),
  );
  for (const sentence of candidates) {
    const [text] = sentence.wordings;
    if (measure(assemble(longer, voice), room.unit) >= (room.min ?? 0)) break;
    if (!text || longer.some(({ wordings }) => wordings[0] === text)) continue;
    if (measure(assemble([...longer, sentence], voice), room.unit) <= room.max) longer.push(sentence);
  }
  return longer;
}

function assemble(sentences: readonly Sentence[], voice: Voice): string {
  let text = '';
  let paragraph = 0;
  for (const sentence of sentences) {
    const wording = sentence.wordings[0] ?? '';
    const ownLines = voice.lines || wording.includes('\n') || text.slice(text.lastIndexOf('\n\n') + 2).includes('\n');
    const gap = sentence.paragraph > paragraph ? '\n\n' : ownLines ? '\n' : ' ';
    text += text ? gap + wording : wording;
    paragraph = sentence.paragraph;
  }
  return text;
}
