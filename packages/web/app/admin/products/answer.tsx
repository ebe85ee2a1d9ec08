import { useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Problem } from '../../problems.ts';
import { useProblem } from '../parts/use-problem.ts';

/** What became of a form: which one it was, and what was refused. */
export type Answer = { readonly intent: string; readonly problem: Problem | null } | undefined;

/** What was refused, in the reader's language where the operation's own words are English. */
export function Refused({ answer }: { answer: Answer }) {
  const { rest } = useProblem(answer?.problem, {});
  return rest ? <Notice look="bad">{rest}</Notice> : null;
}

/** Said once something is saved. */
export function Saved({ answer, words }: { answer: Answer; words: string }) {
  const isIdle = useNavigation().state === 'idle';
  return (
    <p role="status" className="text-ok">
      {answer && !answer.problem && isIdle && words}
    </p>
  );
}

/** The end of a form: its button, what was refused, and that it was saved. */
export function SaveLine({ answer, save, saved }: { answer: Answer; save: string; saved: string }) {
  const isBusy = useNavigation().state !== 'idle';
  return (
    <div className="mt-5 flex flex-wrap items-center gap-4">
      <Refused answer={answer} />
      <button type="submit" className="btn btn-line" disabled={isBusy}>
        {save}
      </button>
      <Saved answer={answer} words={saved} />
    </div>
  );
}

/** A message that names a field of a row: the same label would stand in the table many times. */
export function useLabelOf(): (field: string, variant: string) => string {
  const t = useMessages();
  return (field, variant) => t('catalog.of', { field, variant });
}
