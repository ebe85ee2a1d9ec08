import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Words } from '../parts/words.tsx';
import type { ShippingOption } from '../types.ts';
import { Step } from './step.tsx';

/** How the parcel goes: the ways there are to the address; before there is one, a button that finds them. */
export function SendingChoice({ options, chosen }: { options: readonly ShippingOption[]; chosen: string | null }) {
  const t = useMessages();
  return (
    <Step title={t('checkout.sending')}>
      {(id) => (
        <>
          {options.length > 0 && (
            <div role="radiogroup" aria-labelledby={id} className="mt-4 flex flex-col gap-3">
              {options.map((option) => (
                <Way key={option.rateId} option={option} isChosen={option.rateId === chosen} />
              ))}
            </div>
          )}
          <p className="mt-4 flex flex-wrap items-center gap-4">
            <Button type="submit" name="intent" value="update">
              {t(options.length > 0 ? 'checkout.sending.again' : 'checkout.sending.show')}
            </Button>
            <span className="text-14 text-ink-2">{t('checkout.sending.how')}</span>
          </p>
        </>
      )}
    </Step>
  );
}

function Way({ option: { rateId, name, price, days, carrier }, isChosen }: { option: ShippingOption; isChosen: boolean }) {
  const t = useMessages();
  return (
    <label className="flex items-center gap-3 rounded-1 border border-edge bg-sheet px-4 py-3.5 has-checked:border-2 has-checked:border-ink">
      <input type="radio" name="sending" value={rateId} defaultChecked={isChosen} className="size-4 accent-ink" />
      <span className="grow">
        <b className="block font-semibold">{name ? <Words>{name}</Words> : t('checkout.sending.standard')}</b>
        <span className="text-14 text-ink-2">
          {days && t('checkout.sending.days', { least: days.least, most: days.most })}
          {days && carrier && ' · '}
          {carrier && <bdi>{carrier}</bdi>}
        </span>
      </span>
      <Money money={price} />
    </label>
  );
}
