import { amountToDecimal } from '@bottega/contracts';
import { Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useProblem } from '../parts/use-problem.ts';
import type { Carrier, ShippingRate } from '../types.ts';
import { AreaField, CheckField, ChoiceField, TextField } from './pricing-fields.tsx';
import { stepsText } from './read-pricing.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'pricing.nameError',
  currency: 'pricing.currencyError',
  amount: 'pricing.amountError',
  steps: 'pricing.stepsError',
  freeFrom: 'pricing.amountError',
  carrier: 'pricing.carrierError',
};

const KINDS = ['flat', 'by_weight', 'by_price', 'carrier'] as const;

type RateFormProps = {
  readonly rate?: ShippingRate;
  /** The rate that is changed, or the zone that is given one. */
  readonly owner: { readonly id: string; readonly intent: 'make-rate' | 'save-rate' };
  readonly carriers: readonly Carrier[];
  readonly currency: string;
  readonly problem: Parameters<typeof useProblem>[0];
};

/** What a rate asks for. Which fields count follows from its kind, and each field says so. */
export function RateForm({ rate, owner, carriers, currency, problem }: RateFormProps) {
  const t = useMessages();
  const told = useProblem(problem, SENTENCES);
  const own = rate?.currency ?? currency;
  const decimal = (amount: number | null | undefined) => (amount ? amountToDecimal({ amount, currency: own }) : '');
  return (
    <Form method="post" noValidate preventScrollReset className="mt-3 flex max-w-xl flex-col gap-4">
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <input type="hidden" name="id" value={owner.id} />
      <TextField label={t('pricing.name')} name="name" value={rate?.name} hint={t('pricing.buyersRead')} error={told.of('name')} required />
      <ChoiceField
        label={t('pricing.kindOfRate')}
        name="kind"
        value={rate?.kind ?? 'flat'}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`pricing.kind.${kind}`) }))}
      />
      <TextField label={t('pricing.currency')} name="currency" value={own} error={told.of('currency')} isCode longest={3} required />
      <TextField
        label={t('pricing.price')}
        name="amount"
        value={decimal(rate?.amount)}
        hint={t('pricing.ratePriceHint')}
        error={told.of('amount')}
        isCode
      />
      <AreaField
        label={t('pricing.steps')}
        name="steps"
        value={rate ? stepsText(rate.steps, { currency: own, isMoney: rate.kind === 'by_price' }) : ''}
        hint={t('pricing.stepsHint')}
        error={told.of('steps')}
      />
      <TextField label={t('pricing.freeFrom')} name="freeFrom" value={decimal(rate?.freeFrom)} error={told.of('freeFrom')} isCode />
      <ChoiceField
        label={t('pricing.carrier')}
        name="carrier"
        value={rate?.carrier ?? ''}
        choices={[{ value: '', label: t('pricing.noCarrier') }, ...carriers.map(({ id, label }) => ({ value: id, label }))]}
        hint={t('pricing.carrierHint')}
        error={told.of('carrier')}
      />
      <CheckField name="on" isOn={rate?.state !== 'off'}>
        {t('pricing.isOn')}
      </CheckField>
      <div>
        <Button type="submit" name="intent" value={owner.intent}>
          {t(rate ? 'pricing.save' : 'pricing.makeRate')}
        </Button>
      </div>
    </Form>
  );
}
