import { CircleCheck, LoaderCircle, OctagonAlert, RotateCcw } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import type { Run } from '../types.ts';

type Step = Run['steps'][number];

const ICONS = {
  running: [LoaderCircle, 'text-accent', 'i spin'],
  done: [CircleCheck, 'text-ok', 'i'],
  failed: [OctagonAlert, 'text-bad', 'i'],
} as const;

/** The steps of a run in order, each with its time; one that has ended can be begun from again. */
export function RunSteps({ steps, mayRerun }: { steps: readonly Step[]; mayRerun: boolean }) {
  const t = useMessages();
  if (steps.length === 0) return <p className="py-3 text-ink-2">{t('runs.noSteps')}</p>;
  return (
    <ol>
      {steps.map((step) => (
        <RunStep key={step.name} step={step} mayRerun={mayRerun} />
      ))}
    </ol>
  );
}

function RunStep({ step, mayRerun }: { step: Step; mayRerun: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  const [Icon, tone, look] = ICONS[step.state];
  const { startedAt, endedAt } = step;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-0">
      <span className={tone}>
        <Icon className={look} />
      </span>
      <span className="min-w-0 grow">
        <bdi lang="en">{step.name}</bdi>
        <span className="sr-only"> · {t(`runs.step.${step.state}`)}</span>
        {step.attempts > 1 && <span className="block text-12 text-warn">{t('runs.attempts', { count: step.attempts })}</span>}
      </span>
      {startedAt && endedAt && <span className="text-ink-2">{formats.duration(Date.parse(endedAt) - Date.parse(startedAt))}</span>}
      {mayRerun && <RerunButton name={step.name} />}
    </li>
  );
}

function RerunButton({ name }: { name: string }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="step" value={name} />
      <Button type="submit" name="intent" value="rerun" size="small" disabled={isBusy} aria-label={t('runs.rerunFrom', { step: name })}>
        <RotateCcw className="i" />
        {t('runs.rerun')}
      </Button>
    </Form>
  );
}
