import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';

/** Writes somebody down who has no account yet. */
export function NewCustomerForm({ problem }: { problem: Problem | undefined }) {
  const t = useMessages();
  const isSending = useNavigation().state === 'submitting';
  const told = useProblem(problem, { email: 'customers.emailError', name: 'customers.nameError' });
  const form = useFocusOnProblem(problem);
  const isTaken = problem?.code === 'conflict';
  return (
    <Section title={t('customers.add')} className="mt-10">
      <p className="mb-4 text-ink-2">{t('customers.addLead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
        {(isTaken || told.rest) && <Notice look="bad">{isTaken ? t('customers.taken') : told.rest}</Notice>}
        <Field label={t('customers.email')} error={told.of('email')}>
          {(tie) => <input {...tie} name="email" type="email" autoComplete="off" dir="ltr" required />}
        </Field>
        <Field label={t('customers.name')} error={told.of('name')}>
          {(tie) => <input {...tie} name="name" autoComplete="off" maxLength={120} dir="auto" />}
        </Field>
        <div>
          <Button type="submit" aria-disabled={isSending}>
            {t('customers.addSubmit')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
