import { data, Form, Link, useNavigation } from 'react-router';
import { visitContext, webContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Entrance } from '../entrance.tsx';
import { asPage, submitted } from '../room.ts';
import type { Route } from './+types/forgotten';

export async function action({ request, context }: Route.ActionArgs) {
  const email = String((await request.formData()).get('email') ?? '').trim();
  if (!email) return data({ sent: false, missing: true, wait: false }, { status: 422 });
  const web = context.get(webContext);
  const { language } = context.get(visitContext);
  const refusal = await asPage(
    web,
    submitted(() => web.operations.platform.requestPasswordReset(web.installation, { email, language })),
  );
  return data({ sent: !refusal, missing: false, wait: refusal !== null }, { status: refusal ? 429 : 200 });
}

export default function Forgotten({ actionData }: Route.ComponentProps) {
  return (
    <Entrance>
      <ForgottenForm answer={actionData} />
    </Entrance>
  );
}

function ForgottenForm({ answer }: { answer: Route.ComponentProps['actionData'] }) {
  const t = useMessages();
  const isSending = useNavigation().state !== 'idle';
  return (
    <>
      <title>{`${t('forgotten.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('forgotten.title')}</h1>
      <p className="mt-2 text-ink-2">{t('forgotten.lead')}</p>
      <div className="mt-5">
        {answer?.sent && <Notice look="ok">{t('forgotten.sent')}</Notice>}
        {answer?.wait && <Notice look="bad">{t('signIn.refused.wait')}</Notice>}
      </div>
      <Form method="post" noValidate className="mt-5 flex flex-col gap-5">
        <Field label={t('signIn.email')} error={answer?.missing ? t('signIn.emailMissing') : undefined}>
          {(tie) => <input {...tie} name="email" type="email" autoComplete="username" dir="ltr" required />}
        </Field>
        <Button type="submit" look="ink" aria-disabled={isSending}>
          {t('forgotten.submit')}
        </Button>
      </Form>
      <p className="mt-5">
        <Link className="link" to="/admin/sign-in">
          {t('signIn.back')}
        </Link>
      </p>
    </>
  );
}
