import { CreditCard, Landmark } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import type { CountryChoice } from './countries.ts';
import type { OfferedPayment } from '../types.ts';
import type { DetailErrors, Details, FieldName } from './details.ts';
import { Step } from './step.tsx';

type FieldsProps = { readonly details: Details; readonly errors: DetailErrors };

export function ContactFields({ details, errors }: FieldsProps) {
  const t = useMessages();
  return (
    <Step title={t('checkout.contact')}>
      <Field label={t('checkout.email')} hint={t('checkout.email.hint')} error={errors.email && t(errors.email)} className="mt-4">
        {(tie) => <input {...tie} name="email" type="email" defaultValue={details.email} autoComplete="email" dir="ltr" required />}
      </Field>
    </Step>
  );
}

type AddressProps = FieldsProps & { readonly countries: readonly CountryChoice[] };

export function AddressFields(address: AddressProps) {
  const t = useMessages();
  return <Step title={t('checkout.address')}>{() => <AddressInputs {...address} />}</Step>;
}

/** The fields of an address, wherever one is asked for. */
export function AddressInputs({ details, errors, countries }: AddressProps) {
  const t = useMessages();
  const text = (name: FieldName, label: string, autoComplete: string, className: string, isRequired = true) => (
    <Field label={label} error={errors[name] && t(errors[name])} className={className}>
      {(tie) => <input {...tie} name={name} defaultValue={details[name]} autoComplete={autoComplete} required={isRequired} />}
    </Field>
  );
  return (
    <div className="mt-4 grid grid-cols-6 gap-4">
      <Field label={t('checkout.country')} error={errors.country && t(errors.country)} className="col-span-6">
        {(tie) => (
          <select {...tie} name="country" defaultValue={details.country} autoComplete="country" required>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {text('name', t('checkout.name'), 'name', 'col-span-6')}
      {text('line1', t('checkout.line1'), 'address-line1', 'col-span-6')}
      {text('line2', t('checkout.line2'), 'address-line2', 'col-span-6', false)}
      {text('postalCode', t('checkout.postalCode'), 'postal-code', 'col-span-6 min-[360px]:col-span-3 lg:col-span-2', false)}
      {text('city', t('checkout.city'), 'address-level2', 'col-span-6 min-[360px]:col-span-3 lg:col-span-4')}
      {text('region', t('checkout.region'), 'address-level1', 'col-span-6', false)}
    </div>
  );
}

/** The ways of paying that the shop offers, the first chosen. */
export function PaymentChoice({ payments, chosen }: { payments: readonly OfferedPayment[]; chosen: string }) {
  const t = useMessages();
  const first = payments.some((payment) => payment.id === chosen) ? chosen : payments[0]?.id;
  return (
    <Step title={t('checkout.payment')}>
      {(id) => (
        <div role="radiogroup" aria-labelledby={id} className="mt-4 flex flex-col gap-3">
          {payments.map((payment) => (
            <label
              key={payment.id}
              className="flex items-center gap-3 rounded-1 border border-edge bg-sheet px-4 py-3.5 has-checked:border-2 has-checked:border-ink"
            >
              <input type="radio" name="payment" value={payment.id} defaultChecked={payment.id === first} className="size-4 accent-ink" />
              <PaymentWords payment={payment} />
            </label>
          ))}
        </div>
      )}
    </Step>
  );
}

function PaymentWords({ payment: { id, label, isTest } }: { payment: OfferedPayment }) {
  const t = useMessages();
  const isTransfer = id === 'manual';
  const Icon = isTransfer ? Landmark : CreditCard;
  return (
    <>
      <span className="grow">
        <b className="block font-semibold">{isTransfer ? t('checkout.transfer') : <bdi>{label}</bdi>}</b>
        <span className="text-14 text-ink-2">
          {t(isTransfer ? 'checkout.transfer.how' : isTest ? 'checkout.pay.test' : 'checkout.pay.next')}
        </span>
      </span>
      <Icon className="i i-20" />
    </>
  );
}
