import { data, Form, Link, redirect, useNavigation } from 'react-router';
import { webContext } from '../context.ts';
import { useMessages } from '../i18n/use-messages.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Notice } from '../parts/notice.tsx';
import { problemOf } from '../problems.ts';
import type { Route } from './+types/sign-in';
import { Entrance } from './entrance.tsx';
import { asPage, nextAddress } from './room.ts';

/** What the form has to say: which field is missing, that it was refused, that one waits; with a ticket, it asks for the code. */
type Answer = {
  readonly email: string;
  readonly ticket: string;
  readonly missing: { readonly email: boolean; readonly password: boolean } | null;
  readonly refused: 'password' | 'code' | 'late' | 'wait' | null;
};

const NOTHING: Answer = { email: '', ticket: '', missing: null, refused: null };

export function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(webContext).staff) throw redirect(nextAddress(url.searchParams.get('next')));
  return { expired: url.searchParams.has('expired'), changed: url.searchParams.has('changed') };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const form = await request.formData();
  const read = (name: string) => String(form.get(name) ?? '').trim();
  const [email, password, ticket, code] = [read('email'), String(form.get('password') ?? ''), read('ticket'), read('code')];
  const web = context.get(webContext);
  const { installation } = web;
  const { signIn, signInWithCode } = web.operations.platform;
  if (!ticket && (!email || !password)) {
    return data<Answer>({ ...NOTHING, email, missing: { email: !email, password: !password } }, { status: 422 });
  }
  const entering = ticket ? signInWithCode(installation, { ticket, code }) : signIn(installation, { email, password });
  const entry = await asPage(
    web,
    entering.catch((error: unknown) => refusalOf(error)),
  );
  if (entry.state === 'ok') return redirect(nextAddress(url.searchParams.get('next')), { headers: entry.headers });
  if (entry.state === 'code_needed') return data<Answer>({ ...NOTHING, email, ticket: entry.ticket });
  if (entry.state === 'refused') return data<Answer>({ ...NOTHING, email, refused: ticket ? 'late' : 'password' }, { status: 401 });
  return data<Answer>({ ...NOTHING, email, ticket, refused: entry.state }, { status: entry.state === 'wait' ? 429 : 401 });
}

function refusalOf(error: unknown): { readonly state: 'code' | 'wait' } {
  const code = problemOf(error)?.code;
  if (code === 'too_many_tries') return { state: 'wait' };
  if (code === 'unauthenticated') return { state: 'code' };
  throw error;
}

export default function SignIn({ loaderData, actionData = NOTHING }: Route.ComponentProps) {
  return (
    <Entrance>
      <SignInForm {...loaderData} answer={actionData} />
    </Entrance>
  );
}

type SignInFormProps = { readonly expired: boolean; readonly changed: boolean; readonly answer: Answer };

function SignInForm({ expired, changed, answer }: SignInFormProps) {
  const t = useMessages();
  const isSending = useNavigation().state !== 'idle';
  const isFresh = answer === NOTHING;
  return (
    <>
      <title>{`${t('signIn.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('signIn.title')}</h1>
      <p className="mt-2 text-ink-2">{t(answer.ticket ? 'signIn.codeLead' : 'signIn.lead')}</p>
      <div className="mt-5">
        {answer.refused && (
          <Notice look="bad">{t(answer.refused === 'password' ? 'signIn.refused' : `signIn.refused.${answer.refused}`)}</Notice>
        )}
        {expired && isFresh && <Notice look="warn">{t('signIn.expired')}</Notice>}
        {changed && isFresh && <Notice look="ok">{t('signIn.changed')}</Notice>}
      </div>
      <Form key={answer.ticket} method="post" noValidate className="mt-5 flex flex-col gap-5">
        {answer.ticket ? <CodeField ticket={answer.ticket} /> : <Credentials answer={answer} />}
        <Button type="submit" look="ink" aria-disabled={isSending}>
          {t('signIn.submit')}
        </Button>
      </Form>
      {!answer.ticket && (
        <p className="mt-5">
          <Link className="link" to="/admin/forgotten">
            {t('signIn.forgotten')}
          </Link>
        </p>
      )}
    </>
  );
}

function Credentials({ answer: { email, missing } }: { answer: Answer }) {
  const t = useMessages();
  return (
    <>
      <Field label={t('signIn.email')} error={missing?.email ? t('signIn.emailMissing') : undefined}>
        {(tie) => <input {...tie} name="email" type="email" autoComplete="username" dir="ltr" required defaultValue={email} />}
      </Field>
      <Field label={t('signIn.password')} error={missing?.password ? t('signIn.passwordMissing') : undefined}>
        {(tie) => <input {...tie} name="password" type="password" autoComplete="current-password" dir="ltr" required />}
      </Field>
    </>
  );
}

function CodeField({ ticket }: { ticket: string }) {
  const t = useMessages();
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      <Field label={t('signIn.code')} hint={t('signIn.codeHint')}>
        {(tie) => <input {...tie} name="code" autoComplete="one-time-code" autoCapitalize="none" dir="ltr" required />}
      </Field>
    </>
  );
}
