import { data, Form, redirect, useNavigation } from 'react-router';
import { webContext } from '../context.ts';
import { useMessages } from '../i18n/use-messages.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Route } from './+types/sign-in';
import { Entrance } from './entrance.tsx';
import { nextAddress } from './room.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(webContext).staff) throw redirect(nextAddress(url.searchParams.get('next')));
  return { expired: url.searchParams.has('expired') };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const form = await request.formData();
  const email = String(form.get('email') ?? '').trim();
  const password = String(form.get('password') ?? '');
  if (!email || !password) return data({ email, missing: { email: !email, password: !password } }, { status: 422 });
  const entry = await context.get(webContext).signIn({ email, password });
  if (entry.state === 'refused') return data({ email, missing: null }, { status: 401 });
  return redirect(nextAddress(url.searchParams.get('next')), { headers: entry.headers });
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Entrance>
      <SignInForm expired={loaderData.expired} answer={actionData} />
    </Entrance>
  );
}

type SignInFormProps = { readonly expired: boolean; readonly answer: Route.ComponentProps['actionData'] };

function SignInForm({ expired, answer }: SignInFormProps) {
  const t = useMessages();
  const isSending = useNavigation().state !== 'idle';
  const missing = answer?.missing;
  return (
    <>
      <title>{`${t('signIn.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('signIn.title')}</h1>
      <p className="mt-2 text-ink-2">{t('signIn.lead')}</p>
      <div className="mt-5">
        {answer && !missing && <Notice look="bad">{t('signIn.refused')}</Notice>}
        {expired && !answer && <Notice look="warn">{t('signIn.expired')}</Notice>}
      </div>
      <Form method="post" noValidate className="mt-5 flex flex-col gap-5">
        <Field label={t('signIn.email')} error={missing?.email ? t('signIn.emailMissing') : undefined}>
          {(tie) => <input {...tie} name="email" type="email" autoComplete="username" dir="ltr" required defaultValue={answer?.email} />}
        </Field>
        <Field label={t('signIn.password')} error={missing?.password ? t('signIn.passwordMissing') : undefined}>
          {(tie) => <input {...tie} name="password" type="password" autoComplete="current-password" dir="ltr" required />}
        </Field>
        <Button type="submit" look="ink" aria-disabled={isSending}>
          {t('signIn.submit')}
        </Button>
      </Form>
    </>
  );
}
