import type { ReactNode } from 'react';
import { Form, useNavigation } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Answer } from './as-customer.ts';

/** What is said beside a field that was refused. */
const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'mine.error.name',
  email: 'checkout.error.email',
  proof: 'mine.error.proof',
  code: 'mine.error.code',
  newPassword: 'mine.error.newPassword',
};

type AccountFormProps = {
  /** What the page's action is told. */
  readonly intent: string;
  readonly answer: Answer | undefined;
  readonly submit: string;
  /** What is said when it is done. */
  readonly done?: string;
  /** What is said of a conflict. */
  readonly conflict?: string;
  readonly look?: 'line' | 'bad';
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
};

/** One form of an account page. It shows the answer that was given to it, and no other. */
export function AccountForm({ intent, answer, submit, done, conflict, look = 'line', children }: AccountFormProps) {
  const t = useMessages();
  const navigation = useNavigation();
  const isSending = navigation.state === 'submitting' && navigation.formData?.get('intent') === intent;
  const mine = answer?.intent === intent ? answer : undefined;
  const problem = mine?.problem ?? undefined;
  const errorOf = (field: string) => {
    const sentence = SENTENCES[field];
    return sentence && problem?.problems.some(({ path }) => path === field) ? t(sentence) : undefined;
  };
  return (
    <Form method="post" noValidate preventScrollReset className="mt-4 flex max-w-xl flex-col gap-5">
      <Refusal problem={problem} conflict={conflict} />
      {children(errorOf)}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" name="intent" value={intent} look={look} aria-disabled={isSending}>
          {submit}
        </Button>
        <p role="status" className="text-ok">
          {mine && !problem && !isSending && done}
        </p>
      </div>
    </Form>
  );
}

/** What was refused beyond the fields. */
export function Refusal({ problem, conflict }: { problem: Answer['problem'] | undefined; conflict: string | undefined }) {
  const t = useMessages();
  if (problem?.code === 'too_many_tries') return <Notice look="bad">{t('mine.wait')}</Notice>;
  if (problem?.code === 'conflict') return <Notice look="bad">{conflict ?? t('mine.refused')}</Notice>;
  return null;
}

/** Asked once more before something that whoever finds the page open must not do: the password, or a code by mail. */
export function ProofField({ error, hasPassword }: { error: string | undefined; hasPassword: boolean }) {
  const t = useMessages();
  return (
    <Field label={t(hasPassword ? 'mine.proof' : 'mine.code')} hint={t('mine.proof.hint')} error={error}>
      {(tie) => <input {...tie} name="proof" type="password" autoComplete="off" dir="ltr" required />}
    </Field>
  );
}
