import { amountToDecimal } from '@bottega/contracts';
import { Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { CustomerGroup, Promotion } from '../types.ts';
import { CheckField, ChoiceField, TextField } from './pricing-fields.tsx';
import { percentText } from './read-pricing.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'pricing.nameError',
  effect: 'pricing.effectError',
  currency: 'pricing.currencyError',
  startsAt: 'pricing.momentError',
  endsAt: 'pricing.momentError',
  leastSubtotal: 'pricing.amountError',
  leastQuantity: 'pricing.countError',
  usageLimit: 'pricing.countError',
  perBuyer: 'pricing.countError',
  priority: 'pricing.countError',
  groupId: 'pricing.groupError',
};

const KINDS = ['percent', 'fixed', 'free_shipping', 'buy_x_get_y'] as const;

type PromotionFormProps = {
  readonly promotion?: Promotion;
  readonly moments?: { readonly startsAt: string; readonly endsAt: string };
  readonly currency: string;
  readonly groups: readonly CustomerGroup[];
  readonly products: readonly { readonly id: string; readonly title: string }[];
  readonly problem: Parameters<typeof useProblem>[0];
  readonly submit: string;
};

/** What a promotion takes off, of what, for whom and how often. */
export function PromotionForm({ promotion, moments, currency, groups, products, problem, submit }: PromotionFormProps) {
  const t = useMessages();
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem ?? undefined);
  const own = promotion?.currency ?? currency;
  const effect = promotion?.effect;
  const decimal = (amount: number | undefined) => (amount ? amountToDecimal({ amount, currency: own }) : '');
  const count = (value: number | null | undefined) => (value ? String(value) : '');
  const chosen = new Set(promotion?.productIds);
  return (
    <Form ref={form} method="post" noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <TextField
        label={t('pricing.name')}
        name="name"
        value={promotion?.name}
        hint={t('pricing.buyersRead')}
        error={told.of('name')}
        required
      />
      <ChoiceField
        label={t('pricing.effect')}
        name="kind"
        value={effect?.kind ?? 'percent'}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`pricing.effect.${kind}`) }))}
        error={told.of('effect')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('pricing.percent')} name="percent" value={effect?.bps ? percentText(effect.bps) : ''} isCode />
        <TextField label={t('pricing.amount')} name="amount" value={decimal(effect?.amount)} isCode />
        <TextField label={t('pricing.buy')} name="buy" value={count(effect?.buy)} isCode />
        <TextField label={t('pricing.get')} name="get" value={count(effect?.get)} isCode />
      </div>
      <TextField label={t('pricing.currency')} name="currency" value={own} error={told.of('currency')} isCode longest={3} />
      <CheckField name="needsCode" isOn={promotion?.needsCode ?? false}>
        {t('pricing.needsCode')}
      </CheckField>
      <CheckField name="on" isOn={promotion?.state !== 'off'}>
        {t('pricing.isOn')}
      </CheckField>
      <details>
        <summary className="link">{t('pricing.conditions')}</summary>
        <div className="mt-4 flex flex-col gap-5">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t('pricing.from')}
              name="startsAt"
              type="datetime-local"
              value={moments?.startsAt}
              error={told.of('startsAt')}
            />
            <TextField label={t('pricing.until')} name="endsAt" type="datetime-local" value={moments?.endsAt} error={told.of('endsAt')} />
            <TextField
              label={t('pricing.leastSubtotal')}
              name="leastSubtotal"
              value={decimal(promotion?.leastSubtotal)}
              error={told.of('leastSubtotal')}
              isCode
            />
            <TextField
              label={t('pricing.leastUnits')}
              name="leastQuantity"
              value={count(promotion?.leastQuantity)}
              error={told.of('leastQuantity')}
              isCode
            />
            <TextField
              label={t('pricing.usageLimit')}
              name="usageLimit"
              value={count(promotion?.usageLimit)}
              error={told.of('usageLimit')}
              isCode
            />
            <TextField
              label={t('pricing.perBuyer')}
              name="perBuyer"
              value={count(promotion?.perBuyer)}
              error={told.of('perBuyer')}
              isCode
            />
            <TextField
              label={t('pricing.priority')}
              name="priority"
              value={String(promotion?.priority ?? 0)}
              error={told.of('priority')}
              isCode
            />
            <ChoiceField
              label={t('pricing.forWhom')}
              name="groupId"
              value={promotion?.groupId ?? ''}
              choices={[{ value: '', label: t('pricing.everybody') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
              error={told.of('groupId')}
            />
          </div>
          <TextField
            label={t('pricing.categories')}
            name="categories"
            value={promotion?.categories.join(', ')}
            hint={t('pricing.categoriesHint')}
            longest={2000}
          />
          {[...chosen]
            .filter((id) => !products.some((product) => product.id === id))
            .map((id) => (
              <input key={id} type="hidden" name="productId" value={id} />
            ))}
          {products.length > 0 && (
            <fieldset>
              <legend className="label">{t('pricing.products')}</legend>
              <div className="flex max-h-60 flex-col gap-2 overflow-y-auto">
                {products.map(({ id, title }) => (
                  <label key={id} className="flex items-center gap-3">
                    <input
                      type="checkbox"
                      name="productId"
                      value={id}
                      defaultChecked={chosen.has(id)}
                      className="size-4 shrink-0 accent-ink"
                    />
                    <bdi>{title}</bdi>
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <CheckField name="exclusive" isOn={promotion?.exclusive ?? false}>
            {t('pricing.exclusive')}
          </CheckField>
          <CheckField name="fullPriceOnly" isOn={promotion?.fullPriceOnly ?? false}>
            {t('pricing.fullPriceOnly')}
          </CheckField>
          <CheckField name="firstOrder" isOn={promotion?.firstOrder ?? false}>
            {t('pricing.firstOrder')}
          </CheckField>
        </div>
      </details>
      <div>
        <Button type="submit" name="intent" value="save" look="ink">
          {submit}
        </Button>
      </div>
    </Form>
  );
}
