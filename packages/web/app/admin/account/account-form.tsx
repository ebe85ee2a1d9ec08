import type { ReactNode } from 'react';
import { Form, useNavigation } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { AccountAnswer } from './account.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'account.nameError',
  email: 'account.emailError',
  password: 'account.passwordError',
  newPassword: 'password.error',
  code: 'account.codeError',
};

type AccountFormProps = {
  /** What the page's action is told. */
  readonly intent: string;
  readonly answer: AccountAnswer | undefined;
  readonly submit: string;
  /** What is said when it is done. */
  readonly done?: string;
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
};

/** One form of the account page. It shows the answer that was given to it, and no other. */
export function AccountForm({ intent, answer, submit, done, children }: AccountFormProps) {
  const t = useMessages();
  const navigation = useNavigation();
  const isSending = navigation.state === 'submitting' && navigation.formData?.get('intent') === intent;
  const mine = answer?.intent === intent ? answer : undefined;
  const problem = mine?.problem;
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem);
  const isTooOften = problem?.code === 'too_many_tries';
  return (
    <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-col gap-5">
      {(isTooOften || told.rest) && <Notice look="bad">{isTooOften ? t('signIn.refused.wait') : told.rest}</Notice>}
      {children(told.of)}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" name="intent" value={intent} aria-disabled={isSending}>
          {submit}
        </Button>
        <p role="status" className="text-ok">
          {mine?.told && !isSending && done}
        </p>
      </div>
    </Form>
  );
}

/** Asked once more before something that whoever finds the page open must not do. */
export function PasswordField({ error }: { error: string | undefined }) {
  const t = useMessages();
  return (
    <Field label={t('account.password')} error={error}>
      {(tie) => <input {...tie} name="password" type="password" autoComplete="current-password" dir="ltr" required />}
    </Field>
  );
}
