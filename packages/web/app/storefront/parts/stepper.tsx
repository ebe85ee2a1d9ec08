import { Minus, Plus } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';

type StepperProps = {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

/** A small whole number between 1 and `max`. Without JavaScript a plain number field. */
export function Stepper({ name, label, value, max, onChange }: StepperProps) {
  const t = useMessages();
  const stepClass = `btn btn-quiet btn-icon min-h-12 shrink-0 disabled:border-transparent disabled:bg-transparent ${useHydrated() ? '' : 'invisible'}`;
  return (
    <div className="flex items-center justify-between rounded-1 border border-edge bg-sheet has-[input:focus-visible]:border-accent">
      <button type="button" className={stepClass} aria-label={t('stepper.less')} disabled={value <= 1} onClick={() => onChange(value - 1)}>
        <Minus className="i" />
      </button>
      <input
        type="number"
        name={name}
        aria-label={label}
        min={1}
        max={max}
        value={value}
        onChange={(event) => onChange(within(event.target.valueAsNumber, max))}
        className="h-12 w-full min-w-0 bg-transparent text-center [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
      <button
        type="button"
        className={stepClass}
        aria-label={t('stepper.more')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Plus className="i" />
      </button>
    </div>
  );
}

const within = (value: number, max: number): number => (Number.isNaN(value) ? 1 : Math.min(Math.max(Math.trunc(value), 1), max));
