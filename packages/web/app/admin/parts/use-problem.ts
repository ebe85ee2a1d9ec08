import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { Problem } from '../../problems.ts';
import { usePage } from '../../use-page.ts';

type Told = {
  /** What to put right in a field, or undefined. `price` also finds `price.amount`. */
  readonly of: (field: string) => string | undefined;
  /** What is wrong beyond the fields that the form shows, or undefined. */
  readonly rest: string | undefined;
};

/**
 * Tells a refusal field by field. Operations explain themselves in English; other readers get the form's own sentence for the field.
 * `sentences` lists the form's fields with those sentences.
 */
export function useProblem(
  problem: Pick<Problem, 'detail' | 'problems'> | null | undefined,
  sentences: Readonly<Record<string, MessageKey>>,
): Told {
  const t = useMessages();
  const { language } = usePage();
  const fieldOf = (path: string) => path.split('.')[0] ?? path;
  const of = (field: string) => {
    const found = problem?.problems.find(({ path }) => fieldOf(path) === field);
    const sentence = sentences[field];
    if (!found) return undefined;
    return language === 'en' || !sentence ? asSentence(found.message) : t(sentence);
  };
  const isAllShown = problem?.problems.length && problem.problems.every(({ path }) => fieldOf(path) in sentences);
  if (!problem || isAllShown) return { of, rest: undefined };
  return { of, rest: language === 'en' ? problem.detail : t('form.refused') };
}

/** Operations say some problems as half a sentence, to be joined: "give a price" stands alone as "Give a price." */
const asSentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
