import { data, Link } from 'react-router';
import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { Problem } from '../../problems.ts';
import { Entrance } from '../entrance.tsx';
import { asStaff, submitted } from '../room.ts';
import type { Route } from './+types/account';
import { changeAccount, type Told } from './change-account.ts';
import { MailForm, NameForm, PasswordForm } from './profile.tsx';
import { SignIns } from './sign-ins.tsx';
import { TwoFactor } from './two-factor.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  asStaff({ context, url }, async ({ operations: { platform }, installation }) => ({
    account: await platform.getAccount(installation),
    sessions: await platform.listSessions(installation),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  asStaff({ context, url }, async ({ operations: { platform }, installation }) => {
    const form = await request.formData();
    const intent = String(form.get('intent') ?? '');
    let told: Told | undefined;
    const refusal = await submitted(async () => {
      told = await changeAccount({ platform, installation }, { intent, form, language: context.get(visitContext).language });
    });
    if (!refusal) return data<AccountAnswer>({ intent, told, problem: undefined });
    return data<AccountAnswer>({ intent, told: undefined, problem: refusal.data }, { status: 422 });
  });

/** What the form that was sent is answered. */
export type AccountAnswer = { readonly intent: string; readonly told: Told | undefined; readonly problem: Problem | undefined };

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Entrance>
      <Sections {...loaderData} answer={actionData} />
    </Entrance>
  );
}

type SectionsProps = Route.ComponentProps['loaderData'] & { readonly answer: AccountAnswer | undefined };

function Sections({ account, sessions, answer }: SectionsProps) {
  const t = useMessages();
  return (
    <>
      <title>{`${t('account.title')} · Bottega`}</title>
      <nav aria-label={t('nav.youAreHere')}>
        <Link className="link" to="/admin">
          {t('shops.back')}
        </Link>
      </nav>
      <h1 className="display mt-1 text-28 lg:text-36">{t('account.title')}</h1>
      <p className="mt-2 text-ink-2">
        <bdi>{account.email}</bdi>
      </p>
      <div className="mt-8 flex flex-col gap-10">
        <NameForm name={account.name} answer={answer} />
        <PasswordForm answer={answer} />
        <TwoFactor factor={account.secondFactor} answer={answer} />
        <MailForm answer={answer} />
        <SignIns sessions={sessions} answer={answer} />
      </div>
    </>
  );
}
