import { Circle, CircleCheck, LoaderCircle, OctagonAlert } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchStep, LaunchView } from '../types.ts';

/** What the machine does, in order: each step's state, one fact, and how long it took. */
export function Steps({ launch }: { launch: Pick<LaunchView, 'steps' | 'product'> }) {
  return (
    <ol>
      {launch.steps.map((step) => (
        <Step key={step.name} step={step} product={step.name === 'product' ? launch.product : null} />
      ))}
    </ol>
  );
}

function Step({ step, product }: { step: LaunchStep; product: LaunchView['product'] }) {
  const t = useMessages();
  const { shop } = useShell();
  const name = t(`launch.step.${step.name}`);
  const running = step.state === 'running';
  return (
    <li
      className={`grid grid-cols-[1.25rem_1fr_auto] gap-x-2.5 py-2 ${running ? '-mx-3 rounded-1 bg-accent-wash px-3' : 'border-t border-line'}`}
      {...(running && { 'aria-current': 'step' as const })}
    >
      <StepIcon state={step.state} />
      <span className={step.state === 'waiting' ? 'text-ink-2' : running || step.state === 'failed' ? 'font-semibold' : ''}>
        {product ? (
          <Link className="link" to={`/admin/${shop.slug}/products/${product.id}`}>
            {name}
          </Link>
        ) : (
          name
        )}
        <span className="sr-only"> · {t(`launch.stepState.${step.state}`)}</span>
        {step.note && (
          <span className={`block text-12 font-normal ${step.state === 'failed' ? 'text-bad' : 'text-ink-2'}`}>
            <bdi lang="en">{step.note}</bdi>
          </span>
        )}
      </span>
      <StepTime step={step} />
    </li>
  );
}

function StepIcon({ state }: Pick<LaunchStep, 'state'>) {
  const [Icon, tone] = ICONS[state];
  return (
    <span className={`pt-0.5 ${tone}`}>
      <Icon className={state === 'running' ? 'i spin' : 'i'} />
    </span>
  );
}

const ICONS = {
  waiting: [Circle, 'text-ink-3'],
  running: [LoaderCircle, 'text-accent'],
  done: [CircleCheck, 'text-ok'],
  failed: [OctagonAlert, 'text-bad'],
} as const;

function StepTime({ step }: { step: LaunchStep }) {
  const formats = useFormats();
  if (step.state === 'running' && step.progress > 0) return <span className="text-accent">{formats.percent(step.progress)}</span>;
  return <span className="text-ink-2">{step.ms === null ? '' : formats.duration(step.ms)}</span>;
}
