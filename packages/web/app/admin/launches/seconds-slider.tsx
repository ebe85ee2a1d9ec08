import { useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';

/** How long the films become, in seconds. */
export function SecondsSlider({ seconds, error }: { seconds: number; error: string | undefined }) {
  const t = useMessages();
  const [chosen, setChosen] = useState(seconds);
  return (
    <Field label={t('form.seconds')} hint={t('form.secondsHint')} error={error}>
      {(tie) => (
        <div className="flex items-center gap-4">
          <input
            {...tie}
            className="h-8 grow accent-ink"
            type="range"
            name="seconds"
            min={6}
            max={60}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.valueAsNumber)}
          />
          <output htmlFor={tie.id} className="display w-16 text-end text-22">
            {t('time.seconds', { seconds: chosen })}
          </output>
        </div>
      )}
    </Field>
  );
}
