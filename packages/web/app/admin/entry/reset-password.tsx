import { Form, Link, redirect, useNavigation } from 'react-router';
import { visitContext, webContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemOf, type Problem } from '../../problems.ts';
import { Entrance } from '../entrance.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { asPage, submitted } from '../room.ts';
import type { Route } from './+types/reset-password';
import { NewPasswordField } from './new-password-field.tsx';

export async function action({ request, context, params: { token } }: Route.ActionArgs) {
  const password = String((await request.formData()).get('password') ?? '');
  const web = context.get(webContext);
  const { language } = context.get(visitContext);
  const refusal = await asPage(
    web,
    submitted(() => web.operations.platform.resetPassword(web.installation, { token, password, language })).catch((error: unknown) => {
      if (problemOf(error)?.code === 'not_found') return 'gone' as const;
      throw error;
    }),
  );
  return refusal ?? redirect('/admin/sign-in?changed=1');
}

export default function ResetPassword({ actionData }: Route.ComponentProps) {
  return <Entrance>{actionData === 'gone' ? <Gone /> : <ResetForm problem={actionData} />}</Entrance>;
}

function Gone() {
  const t = useMessages();
  return (
    <>
      <title>{`${t('reset.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('reset.title')}</h1>
      <div className="mt-5">
        <Notice look="warn">{t('reset.gone')}</Notice>
      </div>
      <p className="mt-5">
        <Link className="link" to="/admin/forgotten">
          {t('reset.again')}
        </Link>
      </p>
    </>
  );
}

function ResetForm({ problem }: { problem: Problem | undefined }) {
  const t = useMessages();
  const isSending = useNavigation().state !== 'idle';
  const told = useProblem(problem, { password: 'password.error' });
  return (
    <>
      <title>{`${t('reset.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('reset.title')}</h1>
      <p className="mt-2 text-ink-2">{t('reset.lead')}</p>
      <Form method="post" noValidate className="mt-5 flex flex-col gap-5">
        <NewPasswordField name="password" error={told.of('password')} />
        <Button type="submit" look="ink" aria-disabled={isSending}>
          {t('reset.submit')}
        </Button>
      </Form>
    </>
  );
}
