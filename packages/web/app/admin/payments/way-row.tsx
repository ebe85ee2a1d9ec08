import { ArrowDown, ArrowUp, CircleDashed, FlaskConical, OctagonAlert, Pause, Radio } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import type { Translate } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { Problem } from '../../problems.ts';
import { useProblem } from '../parts/use-problem.ts';
import { useShell } from '../shell/use-shell.ts';
import type { PaymentWay } from '../types.ts';
import { Copyable } from './copyable.tsx';

type WayRowProps = {
  readonly way: PaymentWay;
  readonly place: number;
  readonly isLast: boolean;
  readonly mayWrite: boolean;
  readonly problem: Problem | null;
};

/** One way of paying: whether it is offered, with whose money, and what has to be entered at the company. */
export function WayRow({ way, place, isLast, mayWrite, problem }: WayRowProps) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <li className="border-b border-line py-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h3 className="font-medium">
          <bdi>{wordFor(way, t)}</bdi>
        </h3>
        <WayPill way={way} />
        <MoneyPill way={way} />
        {mayWrite && <Places way={way} place={place} isLast={isLast} />}
      </div>
      {way.problem && (
        <div className="mt-3">
          <Notice look="bad">
            <bdi>{way.problem}</bdi>
          </Notice>
        </div>
      )}
      <WayForm way={way} mayWrite={mayWrite} problem={problem} />
      {way.plugin && (
        <p className="mt-4">
          <Link className="link" to={`/admin/${shop.slug}/settings/plugins/${way.plugin}`}>
            {t('payments.keys')}
          </Link>
        </p>
      )}
      {way.webhookUrl && (
        <dl className="mt-4 grid gap-4">
          <Copyable label={t('payments.webhookUrl')} hint={t('payments.webhookHow')} text={way.webhookUrl} />
          {way.returnUrl && <Copyable label={t('payments.returnUrl')} hint={t('payments.returnHow')} text={way.returnUrl} />}
        </dl>
      )}
    </li>
  );
}

/** A transfer is no company's, and called in the reader's language. */
const wordFor = ({ id, label, ownLabel }: PaymentWay, t: Translate): string =>
  id === 'manual' && ownLabel === null ? t('payments.transfer') : label;

function WayPill({ way: { offered, problem } }: { way: PaymentWay }) {
  const t = useMessages();
  if (problem)
    return (
      <Pill look="bad" icon={OctagonAlert}>
        {t('payments.notReady')}
      </Pill>
    );
  return offered ? (
    <Pill look="ok" icon={Radio}>
      {t('payments.offered')}
    </Pill>
  ) : (
    <Pill icon={Pause}>{t('payments.notOffered')}</Pill>
  );
}

/** Whether money is real is never a guess: the word stands beside every company. */
function MoneyPill({ way: { environment } }: { way: PaymentWay }) {
  const t = useMessages();
  if (environment === 'offline') return null;
  if (environment === 'live')
    return (
      <Pill look="live" icon={CircleDashed}>
        {t('payments.place.live')}
      </Pill>
    );
  return (
    <Pill look="warn" icon={FlaskConical}>
      {t(`payments.place.${environment}`)}
    </Pill>
  );
}

function Places({ way, place, isLast }: Pick<WayRowProps, 'way' | 'place' | 'isLast'>) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Form method="post" preventScrollReset className="ms-auto flex gap-1">
      <input type="hidden" name="intent" value="way" />
      <input type="hidden" name="id" value={way.id} />
      <Button
        type="submit"
        look="quiet"
        size="small"
        name="place"
        value={place - 1}
        disabled={isBusy || place === 0}
        aria-label={t('payments.up', { way: way.label })}
      >
        <ArrowUp className="i" />
      </Button>
      <Button
        type="submit"
        look="quiet"
        size="small"
        name="place"
        value={place + 1}
        disabled={isBusy || isLast}
        aria-label={t('payments.down', { way: way.label })}
      >
        <ArrowDown className="i" />
      </Button>
    </Form>
  );
}

function WayForm({ way, mayWrite, problem }: Pick<WayRowProps, 'way' | 'mayWrite' | 'problem'>) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(problem, { label: 'payments.labelError', take: 'form.refused' });
  return (
    <Form method="post" noValidate preventScrollReset className="mt-4">
      <input type="hidden" name="intent" value="way" />
      <input type="hidden" name="id" value={way.id} />
      <fieldset disabled={!mayWrite} className="grid items-start gap-5 sm:grid-cols-2">
        <legend className="sr-only">{way.label}</legend>
        <label className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
          <input type="checkbox" name="offered" defaultChecked={way.offered} className="size-4 accent-ink" />
          <span>{t('payments.offer')}</span>
        </label>
        <Field label={t('payments.label')} hint={t('payments.labelHow')} error={told.of('label')}>
          {(tie) => <input {...tie} name="label" defaultValue={way.ownLabel ?? ''} placeholder={wordFor(way, t)} dir="auto" />}
        </Field>
        {way.take && (
          <Field label={t('payments.take')} hint={t('payments.takeHow')} error={told.of('take')}>
            {(tie) => (
              <select {...tie} name="take" defaultValue={way.take ?? 'at_once'}>
                <option value="at_once">{t('payments.take.at_once')}</option>
                <option value="when_sent">{t('payments.take.when_sent')}</option>
              </select>
            )}
          </Field>
        )}
      </fieldset>
      {told.rest && (
        <div className="mt-4">
          <Notice look="bad">{told.rest}</Notice>
        </div>
      )}
      {mayWrite && (
        <Button type="submit" className="mt-4" disabled={isBusy}>
          {t('payments.save')}
        </Button>
      )}
    </Form>
  );
}
