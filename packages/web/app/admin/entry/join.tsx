import { data, Form, Link, redirect, useNavigation } from 'react-router';
import { webContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, buttonClass } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemOf, type Problem } from '../../problems.ts';
import { Entrance } from '../entrance.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { asPage, signInAddress, submitted } from '../room.ts';
import type { Role } from '../types.ts';
import type { Route } from './+types/join';
import { NewPasswordField } from './new-password-field.tsx';

export async function loader({ context, params: { token }, url }: Route.LoaderArgs) {
  const web = context.get(webContext);
  const invitation = await asPage(
    web,
    web.operations.platform.getInvitation(web.installation, { token }).catch((error: unknown) => {
      if (problemOf(error)?.code === 'not_found') return null;
      throw error;
    }),
  );
  if (!invitation) return data({ invitation: null }, { status: 404 });
  const isThem = web.staff?.email === invitation.email;
  return data({ invitation: { ...invitation, isThem, signedInAs: web.staff?.email ?? null, signIn: signInAddress(url) } });
}

export async function action({ request, context, params: { token } }: Route.ActionArgs) {
  const form = await request.formData();
  const web = context.get(webContext);
  const [name, password] = [String(form.get('name') ?? ''), String(form.get('password') ?? '')];
  let answer: Response | undefined;
  const refusal = await asPage(
    web,
    submitted(async () => {
      const { shop, headers } = await web.operations.platform.acceptInvitation(web.installation, { token, name, password });
      answer = redirect(`/admin/${shop.slug}`, headers ? { headers } : {});
    }),
  );
  return answer ?? refusal;
}

export default function Join({ loaderData: { invitation }, actionData }: Route.ComponentProps) {
  return <Entrance>{invitation ? <Invited {...invitation} problem={actionData ?? undefined} /> : <Gone />}</Entrance>;
}

function Gone() {
  const t = useMessages();
  return (
    <>
      <title>{`${t('join.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('join.title')}</h1>
      <div className="mt-5">
        <Notice look="warn">{t('join.gone')}</Notice>
      </div>
    </>
  );
}

type InvitedProps = {
  readonly shop: { readonly name: string };
  readonly email: string;
  readonly role: Role;
  readonly isKnown: boolean;
  readonly isThem: boolean;
  readonly signedInAs: string | null;
  readonly signIn: string;
  readonly problem: Problem | undefined;
};

function Invited({ shop, email, role, ...way }: InvitedProps) {
  const t = useMessages();
  return (
    <>
      <title>{`${t('join.title')} · Bottega`}</title>
      <h1 className="display text-28 wrap-anywhere lg:text-36">{t('join.shop', { shop: shop.name })}</h1>
      <p className="mt-2 text-ink-2">{t('join.lead', { role: t(`role.${role}`), email })}</p>
      <WayIn {...way} />
    </>
  );
}

/** Somebody new chooses a password; somebody known signs in as the one who is invited. */
function WayIn({ isKnown, isThem, signedInAs, signIn, problem }: Omit<InvitedProps, 'shop' | 'email' | 'role'>) {
  const t = useMessages();
  if (signedInAs && !isThem) return <SignOutFirst signedInAs={signedInAs} />;
  if (!isKnown || isThem) return <JoinForm isNew={!isKnown} problem={problem} />;
  return (
    <Link className={buttonClass({ look: 'ink', className: 'mt-5' })} to={signIn}>
      {t('join.signIn')}
    </Link>
  );
}

function SignOutFirst({ signedInAs }: { signedInAs: string }) {
  const t = useMessages();
  return (
    <Form method="post" action="/admin/sign-out" className="mt-5 flex flex-col gap-5">
      <Notice look="warn">{t('join.other', { email: signedInAs })}</Notice>
      <Button type="submit">{t('nav.signOut')}</Button>
    </Form>
  );
}

function JoinForm({ isNew, problem }: { isNew: boolean; problem: Problem | undefined }) {
  const t = useMessages();
  const isSending = useNavigation().state !== 'idle';
  const told = useProblem(problem, { name: 'account.nameError', password: 'password.error' });
  return (
    <Form method="post" noValidate className="mt-5 flex flex-col gap-5">
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      {isNew && (
        <>
          <Field label={t('account.name')} error={told.of('name')}>
            {(tie) => <input {...tie} name="name" autoComplete="name" required />}
          </Field>
          <NewPasswordField name="password" error={told.of('password')} />
        </>
      )}
      <Button type="submit" look="ink" aria-disabled={isSending}>
        {t('join.submit')}
      </Button>
    </Form>
  );
}
