import { isAbsolute } from 'node:path';
import { type MediaRequest, SHAPES } from '@bottega/contracts';
import { badInput } from './failure.ts';
import { sceneFrames } from './render/chunk-plan.ts';

/**
 * Checks what comes in over the pipe, field by field, so that a wrong plan is answered with a sentence and not with whatever
 * an encoder makes of it. Each check is given the value and its name, and throws Failure bad_input.
 */
type Check = (value: unknown, name: string) => void;

function refuse(name: string, wanted: string, value: unknown): never {
  throw badInput(`${name} must be ${wanted}, but is ${JSON.stringify(value)?.slice(0, 80) ?? 'missing'}.`);
}

const text: Check = (value, name) => {
  if (typeof value !== 'string') refuse(name, 'a text', value);
};

const filled: Check = (value, name) => {
  if (typeof value !== 'string' || value.trim() === '') refuse(name, 'a text that is not empty', value);
};

const path: Check = (value, name) => {
  if (typeof value !== 'string' || !isAbsolute(value) || value.includes('\0')) refuse(name, 'an absolute path', value);
};

const colour: Check = (value, name) => {
  if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) refuse(name, 'a colour as #rrggbb', value);
};

const truth: Check = (value, name) => {
  if (typeof value !== 'boolean') refuse(name, 'true or false', value);
};

const language: Check = (value, name) => {
  try {
    new Intl.Locale(value as string);
  } catch {
    refuse(name, 'a BCP 47 language such as en or pt-BR', value);
  }
};

function number(least: number, most: number): Check {
  return (value, name) => {
    if (typeof value !== 'number' || !(value >= least && value <= most)) refuse(name, `a number from ${least} to ${most}`, value);
  };
}

function whole(least: number, most: number): Check {
  return (value, name) => {
    if (!Number.isInteger(value)) refuse(name, `a whole number from ${least} to ${most}`, value);
    number(least, most)(value, name);
  };
}

function oneOf(allowed: readonly string[]): Check {
  return (value, name) => {
    if (!allowed.includes(value as string)) refuse(name, `one of ${allowed.join(', ')}`, value);
  };
}

function optional(check: Check): Check {
  return (value, name) => {
    if (value !== undefined) check(value, name);
  };
}

function list(check: Check, least: number, most: number): Check {
  return (value, name) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) refuse(name, `a list of ${least} to ${most} entries`, value);
    for (const [index, entry] of value.entries()) check(entry, `${name}[${index}]`);
  };
}

function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(name, 'an object', value);
    for (const [field, check] of Object.entries(fields)) {
      check((value as Record<string, unknown>)[field], name === '' ? field : `${name}.${field}`);
    }
  };
}

const fraction = number(0, 1);
const area = record({ x: fraction, y: fraction, width: number(0.001, 1), height: number(0.001, 1) });
const look = record({ accent: colour, onAccent: colour });
const shape = oneOf(SHAPES);
const word = record({ word: filled, start: number(0, 3600), end: number(0, 3600) });

const scene = record({
  seconds: number(0.1, 600),
  picture: record({ path, from: area, to: area }),
  card: optional(record({ title: filled, line: optional(text) })),
  voice: optional(record({ path, delay: number(0, 600), words: list(word, 0, 5000) })),
});

const plan = record({
  fps: whole(10, 60),
  crossfadeFrames: whole(0, 120),
  language,
  scenes: list(scene, 1, 100),
  music: optional(record({ path })),
  burnCaptions: truth,
  look,
});

const pair = { label: text, value: text };
const paper = {
  language,
  title: filled,
  author: text,
  facts: list(record(pair), 0, 20),
  parties: list(record({ heading: text, lines: list(text, 0, 30) }), 0, 3),
  columns: list(record({ label: text, share: fraction, isNumber: truth }), 1, 10),
  rows: list(record({ cells: list(text, 1, 10), note: text }), 0, 2_000),
  sums: list(record({ ...pair, isStrong: truth }), 0, 30),
  notes: list(text, 0, 20),
  foot: text,
  outPath: path,
};

const CHECKS: Readonly<Record<MediaRequest['do'], Check>> = {
  render: record({ plan, shapes: list(shape, 1, SHAPES.length), outFolder: path, cacheFolder: path, workers: whole(1, 64) }),
  voice: record({ text, language: text, wordsPerMinute: number(1, 1000), outPath: path }),
  thumbnail: record({ shape, picture: record({ path, focus: area }), title: filled, brand: text, language, look, outPath: path }),
  paper: record(paper),
  'check-glyphs': record({ texts: list(text, 0, 10_000) }),
  measure: record({ path }),
  cancel: record({}),
};

/** How far a voice may run past its scene, in seconds, before words would be lost. */
const OVERRUN = 0.25;

function checkVoices(request: Extract<MediaRequest, { do: 'render' }>): void {
  request.plan.scenes.forEach((spoken, index) => {
    const lastWord = spoken.voice?.words.at(-1);
    if (spoken.voice === undefined || lastWord === undefined) return;
    const [lasts, ends] = [sceneFrames(spoken, request.plan.fps) / request.plan.fps, spoken.voice.delay + lastWord.end];
    if (ends > lasts + OVERRUN) {
      throw badInput(`Scene ${index + 1} lasts ${lasts.toFixed(2)} s, but its voice ends at ${ends.toFixed(2)} s. Make the scene longer.`);
    }
  });
}

/** The id of a line that is at least an object with one, so that even a wrong request is answered. */
export function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' && value.id !== '' ? value.id : undefined;
}

/** Takes a parsed line as a request. @throws Failure bad_input naming the first field that is wrong. */
export function checkRequest(value: unknown): MediaRequest {
  record({ do: oneOf(Object.keys(CHECKS)) })(value, '');
  const request = value as MediaRequest;
  CHECKS[request.do](request, '');
  if (request.do === 'render') checkVoices(request);
  return request;
}
