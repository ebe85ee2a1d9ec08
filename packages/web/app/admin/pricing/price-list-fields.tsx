import { useMessages } from '../../i18n/use-messages.tsx';
import type { MessageKey } from '../../i18n/translate.ts';
import type { CustomerGroup } from '../types.ts';
import { CheckField, ChoiceField, TextField } from './pricing-fields.tsx';

/** What to put right, by field of the form. */
export const PRICE_LIST_SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'pricing.nameError',
  currency: 'pricing.currencyError',
  groupId: 'pricing.groupError',
  startsAt: 'pricing.momentError',
  endsAt: 'pricing.momentError',
};

type PriceListFieldsProps = {
  readonly list: { readonly name?: string; readonly currency: string; readonly groupId?: string | null; readonly state?: 'on' | 'off' };
  readonly moments?: { readonly startsAt: string; readonly endsAt: string };
  readonly groups: readonly CustomerGroup[];
  readonly told: { readonly of: (field: string) => string | undefined };
};

export function PriceListFields({ list, moments, groups, told }: PriceListFieldsProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('pricing.everybody') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <TextField label={t('pricing.name')} name="name" value={list.name} error={told.of('name')} required />
      <TextField
        label={t('pricing.currency')}
        name="currency"
        value={list.currency}
        error={told.of('currency')}
        isCode
        longest={3}
        required
      />
      <ChoiceField label={t('pricing.forWhom')} name="groupId" value={list.groupId ?? ''} choices={choices} error={told.of('groupId')} />
      <TextField label={t('pricing.from')} name="startsAt" type="datetime-local" value={moments?.startsAt} error={told.of('startsAt')} />
      <TextField label={t('pricing.until')} name="endsAt" type="datetime-local" value={moments?.endsAt} error={told.of('endsAt')} />
      <CheckField name="on" isOn={list.state !== 'off'}>
        {t('pricing.isOn')}
      </CheckField>
    </>
  );
}
