import { Download } from 'lucide-react';
import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { Answer } from './shop-settings.tsx';

type TakeLeaveProps = {
  readonly slug: string;
  readonly answer: Answer | undefined;
  readonly mayExport: boolean;
  readonly mayDelete: boolean;
};

/** Taking the shop out, and taking it away. */
export function TakeLeave({ slug, answer, mayExport, mayDelete }: TakeLeaveProps) {
  const t = useMessages();
  return (
    <>
      {mayExport && (
        <Section title={t('shopSettings.export')}>
          <p className="mb-4 text-ink-2">{t('shopSettings.exportLead')}</p>
          <a className="btn btn-line" href={`/s/${slug}/api/v1/shop/export`} download>
            <Download className="i" />
            {t('shopSettings.exportNow')}
          </a>
        </Section>
      )}
      {mayDelete && <DeleteForm slug={slug} answer={answer} />}
    </>
  );
}

function DeleteForm({ slug, answer }: Pick<TakeLeaveProps, 'slug' | 'answer'>) {
  const t = useMessages();
  const told = useProblem(answer?.problem, { confirm: 'shopSettings.error.confirm' });
  const form = useFocusOnProblem(answer?.problem);
  return (
    <Section title={t('shopSettings.delete')}>
      <p className="mb-4 text-ink-2">{t('shopSettings.deleteLead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-wrap items-end gap-4">
        <Field className="min-w-0 grow" label={t('shopSettings.confirm', { slug })} error={told.of('confirm')}>
          {(tie) => <input {...tie} name="confirm" dir="ltr" autoComplete="off" required />}
        </Field>
        <Button type="submit" name="intent" value="delete" look="bad">
          {t('shopSettings.deleteNow')}
        </Button>
      </Form>
    </Section>
  );
}
