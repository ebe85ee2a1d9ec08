import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';

const DAYS = [30, 90, 365] as const;

type MakeKeyFormProps = { readonly scopes: readonly string[]; readonly problem: Problem | undefined };

export function MakeKeyForm({ scopes, problem }: MakeKeyFormProps) {
  const t = useMessages();
  const isSending = useNavigation().state === 'submitting';
  const told = useProblem(problem, { name: 'keys.nameError', scopes: 'keys.scopesError' });
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('keys.make')}>
      <p className="mb-4 text-ink-2">{t('keys.lead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-col gap-5">
        {told.rest && <Notice look="bad">{told.rest}</Notice>}
        <div className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
          <Field label={t('keys.name')} error={told.of('name')}>
            {(tie) => <input {...tie} name="name" autoComplete="off" maxLength={80} required />}
          </Field>
          <Field label={t('keys.days')}>
            {(tie) => (
              <select {...tie} name="days" defaultValue="365">
                {DAYS.map((days) => (
                  <option key={days} value={days}>
                    {t('keys.forDays', { days })}
                  </option>
                ))}
                <option value="">{t('keys.forever')}</option>
              </select>
            )}
          </Field>
        </div>
        <Scopes scopes={scopes} error={told.of('scopes')} />
        <div>
          <Button type="submit" name="intent" value="make" look="ink" aria-disabled={isSending}>
            {t('keys.submit')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

/** The names are those of the API, in every language. */
function Scopes({ scopes, error }: { scopes: readonly string[]; error: string | undefined }) {
  const t = useMessages();
  return (
    <fieldset aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className="label">{t('keys.scopes')}</legend>
      {error && (
        <p id="scopes-error" className="error mb-2">
          {error}
        </p>
      )}
      <div className="grid grid-cols-1 gap-x-6 min-[26rem]:grid-cols-2 sm:grid-cols-3">
        {scopes.map((scope) => (
          <label key={scope} className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
            <input type="checkbox" name="scopes" value={scope} className="size-4 shrink-0 accent-ink" />
            <code dir="ltr">{scope}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
