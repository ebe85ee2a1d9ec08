import { access } from 'node:fs/promises';
import {
  type CallContext,
  type Made,
  type ModerationProvider,
  type ModerationSubject,
  type ModerationVerdict,
  ProviderError,
} from '@bottega/contracts';
import { askWordWatch, type Flag } from './api.ts';

/** What one text costs, in micro-units of USD. */
const MICROS_PER_TEXT = 200;

type TextSubject = Extract<ModerationSubject, { type: 'text' }>;

/** Texts go to the company; pictures it cannot judge, and so they pass. */
export const wordWatch: ModerationProvider = {
  id: 'word-watch',
  kind: 'moderation',
  label: 'Word Watch',
  offline: false,
  async judge(subjects, call): Promise<Made<ModerationVerdict>> {
    call.signal.throwIfAborted();
    await assertPictures(subjects);
    const texts = subjects.filter((subject) => subject.type === 'text');
    if (texts.length === 0) return made({ findings: [] }, { texts: 0 });
    const { id, flags } = await askWordWatch(texts, call);
    const findings = flags.slice(0, mostFindings(call)).map((flag) => toFinding(flag, texts));
    return made({ findings }, { texts: texts.length, receipt: id });
  },
};

function toFinding({ ref, excerpt, why }: Flag, texts: readonly TextSubject[]) {
  const where = texts[ref]?.where;
  if (where === undefined) throw new ProviderError('temporary', 'Word Watch spoke of a text that it was not sent. Try again later.');
  return { where, rule: why === 'address' ? 'word-watch-address' : 'word-watch-word', reason: `Word Watch flagged "${excerpt}".`, excerpt };
}

const made = (value: ModerationVerdict, { texts, receipt }: { texts: number; receipt?: string }): Made<ModerationVerdict> => ({
  value,
  cost: { micros: texts * MICROS_PER_TEXT, currency: 'USD' },
  evidence: { licence: 'Word Watch terms of use', termsUrl: 'https://word-watch.example/terms', ...(receipt ? { receipt } : {}) },
});

/** The contract wants to be told of a picture that is not there, even by who does not look at pictures. */
async function assertPictures(subjects: readonly ModerationSubject[]): Promise<void> {
  for (const subject of subjects) {
    if (subject.type !== 'image') continue;
    await access(subject.path).catch((cause: unknown) => {
      throw new ProviderError('bad_input', `There is no picture for ${subject.where}.`, { cause });
    });
  }
}

const mostFindings = ({ settings }: CallContext): number => Number(settings.mostFindings ?? 10);
