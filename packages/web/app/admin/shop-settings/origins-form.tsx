import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';

type OriginsFormProps = {
  readonly origins: readonly string[];
  readonly problem: Problem | null;
  readonly isSaved: boolean;
  readonly mayWrite: boolean;
};

/** The sites whose pages may ask the shop's API, one in each line. */
export function OriginsForm({ origins, problem, isSaved, mayWrite }: OriginsFormProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(problem, { origins: 'origins.error' });
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('origins.title')}>
      <p className="mb-4 text-ink-2">{t('origins.lead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset>
        <fieldset disabled={!mayWrite} className="flex flex-col items-start gap-4">
          <legend className="sr-only">{t('origins.title')}</legend>
          {told.rest && <Notice look="bad">{told.rest}</Notice>}
          {isSaved && <Notice look="ok">{t('origins.saved')}</Notice>}
          <Field className="w-full" label={t('origins.label')} error={told.of('origins')}>
            {(tie) => (
              <textarea
                {...tie}
                key={origins.join()}
                name="origins"
                rows={3}
                dir="ltr"
                spellCheck={false}
                defaultValue={origins.join('\n')}
                placeholder="https://blog.example"
              />
            )}
          </Field>
          <Button type="submit" name="intent" value="origins" disabled={isBusy}>
            {t('origins.save')}
          </Button>
        </fieldset>
      </Form>
    </Section>
  );
}
