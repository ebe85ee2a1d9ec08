import { ProviderError } from '@bottega/contracts';
import type { Language } from '../language.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { it } from './it.ts';

export const LANGUAGES: readonly Language[] = [en, it, ar, hi];

const written = (code: string): string => `${nameOf(code)} (${code})`;

/**
 * The words of a language; a region such as in "en-GB" is accepted and changes nothing here.
 * @throws ProviderError `unsupported` for a language the writer lacks.
 */
export function languageFor(tag: string): Language {
  const wanted = tag.toLowerCase().split('-')[0];
  const language = LANGUAGES.find(({ code }) => code === wanted);
  if (language && isTag(tag)) return language;
  const have = LANGUAGES.map(({ code }) => written(code));
  throw new ProviderError(
    'unsupported',
    `The offline writer has no ${isTag(tag) ? written(tag) : `language "${tag}"`}. It writes ${have.slice(0, -1).join(', ')} and ${have.at(-1)}.`,
  );
}

function nameOf(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
}

/** Whether Intl can read it as a BCP 47 tag; a person may have typed anything. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
