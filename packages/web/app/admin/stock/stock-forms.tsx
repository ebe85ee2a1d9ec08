import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { Saved } from '../products/answer.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { Location, Stock } from '../types.ts';

type Answer = { readonly intent: string; readonly problem: Problem | null } | undefined;
type StockFormsProps = {
  readonly stock: Stock;
  readonly locations: readonly Location[];
  readonly answer: Answer;
  /** New with each look at the page. */
  readonly formKey: string;
};

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  onHand: 'inventory.unitsError',
  quantity: 'inventory.someUnitsError',
  limit: 'inventory.unitsError',
  lowStockAt: 'inventory.unitsError',
  note: 'inventory.noteError',
  toLocationId: 'inventory.samePlace',
};

/** What can be done with the stock of a variant; each form opens by itself. */
export function StockForms({ stock, locations, answer, formKey }: StockFormsProps) {
  const t = useMessages();
  const shared = { answer, formKey };
  const [first] = stock.places;
  const place = <PlaceField name="locationId" label={t('inventory.place')} locations={locations} />;
  return (
    <Section title={t('inventory.change')}>
      <ChangeForm {...shared} intent="count" title={t('inventory.count')} hint={t('inventory.countHint')}>
        {(error) => (
          <>
            {place}
            <UnitsField name="onHand" label={t('inventory.counted')} error={error('onHand')} />
            <NoteField error={error('note')} />
          </>
        )}
      </ChangeForm>
      <ChangeForm {...shared} intent="receive" title={t('inventory.receive')} hint={t('inventory.receiveHint')}>
        {(error) => (
          <>
            {place}
            <UnitsField name="quantity" label={t('inventory.howMany')} error={error('quantity')} />
            <NoteField error={error('note')} />
          </>
        )}
      </ChangeForm>
      <ChangeForm {...shared} intent="takeOut" title={t('inventory.takeOut')} hint={t('inventory.takeOutHint')}>
        {(error) => (
          <>
            {place}
            <Field label={t('inventory.why')}>
              {(tie) => (
                <select {...tie} name="reason">
                  <option value="lost">{t('inventory.reason.lost')}</option>
                  <option value="damaged">{t('inventory.reason.damaged')}</option>
                </select>
              )}
            </Field>
            <UnitsField name="quantity" label={t('inventory.howMany')} error={error('quantity')} />
            <NoteField error={error('note')} />
          </>
        )}
      </ChangeForm>
      {locations.length > 1 && (
        <ChangeForm {...shared} intent="move" title={t('inventory.move')} hint={t('inventory.moveHint')}>
          {(error) => (
            <>
              <PlaceField name="fromLocationId" label={t('inventory.from')} locations={locations} value={first?.locationId} />
              <PlaceField
                name="toLocationId"
                label={t('inventory.to')}
                locations={locations}
                value={locations.find(({ id }) => id !== first?.locationId)?.id}
                error={error('toLocationId')}
              />
              <UnitsField name="quantity" label={t('inventory.howMany')} error={error('quantity')} />
              <NoteField error={error('note')} />
            </>
          )}
        </ChangeForm>
      )}
      <ChangeForm {...shared} intent="backorder" title={t('inventory.setBackorder')} hint={t('inventory.backorderHint')}>
        {(error) => (
          <>
            {place}
            <UnitsField name="limit" label={t('inventory.backorder')} value={first?.backorderLimit} error={error('limit')} />
          </>
        )}
      </ChangeForm>
      <ChangeForm {...shared} intent="low" title={t('inventory.setLow')} hint={t('inventory.lowHint')}>
        {(error) => (
          <UnitsField name="lowStockAt" label={t('inventory.lowAt')} value={stock.lowStockAt ?? ''} error={error('lowStockAt')} />
        )}
      </ChangeForm>
    </Section>
  );
}

type ChangeFormProps = Pick<StockFormsProps, 'answer' | 'formKey'> & {
  readonly intent: string;
  readonly title: string;
  readonly hint: string;
  /** The fields; `error` tells what is wrong with each. */
  readonly children: (error: (field: string) => string | undefined) => ReactNode;
};

function ChangeForm({ intent, title, hint, answer, formKey, children }: ChangeFormProps) {
  const t = useMessages();
  const mine = answer?.intent === intent ? answer : undefined;
  const told = useProblem(mine?.problem, SENTENCES);
  const form = useFocusOnProblem(mine?.problem ?? undefined);
  return (
    <details className="border-b border-line" open={mine !== undefined}>
      <summary className="cursor-pointer py-3 font-medium">{title}</summary>
      <Form
        ref={form}
        // What was done begins anew, with a key of its own.
        key={mine?.problem ? 'refused' : formKey}
        method="post"
        noValidate
        preventScrollReset
        className="flex max-w-xl flex-col gap-4 pb-6"
      >
        <p className="text-ink-2">{hint}</p>
        {told.rest && <Notice look="bad">{told.rest}</Notice>}
        <input type="hidden" name="key" value={formKey} />
        {children(told.of)}
        <div className="flex flex-wrap items-center gap-4">
          <button type="submit" name="intent" value={intent} className="btn btn-line">
            {title}
          </button>
          <Saved answer={mine} words={t('inventory.done')} />
        </div>
      </Form>
    </details>
  );
}

type PlaceFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly locations: readonly Location[];
  readonly value?: string | undefined;
  readonly error?: string | undefined;
};

function PlaceField({ name, label, locations, value, error }: PlaceFieldProps) {
  return (
    <Field label={label} error={error}>
      {(tie) => (
        <select {...tie} name={name} defaultValue={value}>
          {locations.map(({ id, name }) => (
            <option key={id} value={id} dir="auto">
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type UnitsFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly value?: string | number | undefined;
  readonly error?: string | undefined;
};

function UnitsField({ name, label, value = '', error }: UnitsFieldProps) {
  return (
    <Field label={label} error={error}>
      {(tie) => <input {...tie} name={name} inputMode="numeric" dir="ltr" defaultValue={value} autoComplete="off" maxLength={7} />}
    </Field>
  );
}

function NoteField({ error }: { error: string | undefined }) {
  const t = useMessages();
  return (
    <Field label={t('inventory.note')} error={error}>
      {(tie) => <input {...tie} name="note" maxLength={500} autoComplete="off" dir="auto" />}
    </Field>
  );
}
