import { redirect } from 'react-router';
import type { Route } from './+types/settings';
import { LANGUAGE_CODES, LANGUAGES } from '../../i18n/languages.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { shopPath, useShopPath } from '../../use-page.ts';
import { forgetCart } from '../cart.ts';
import { PageHead } from '../parts/page-head.tsx';
import type { OwnAccount } from '../types.ts';
import { AccountForm, ProofField } from './account-form.tsx';
import { type Answer, answered, asCustomer, doorOf } from './as-customer.ts';

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async ({ ctx, commerce }) => ({ account: await commerce.getOwnAccount(ctx) }));
}

export function action(args: Route.ActionArgs) {
  return asCustomer(args, async (shop) => {
    const { ctx, commerce, language } = shop;
    const door = doorOf(shop);
    const form = await args.request.formData();
    const read = (name: string) => String(form.get(name) ?? '');
    const intent = read('intent');
    const proof = read('proof');
    let erased: string | undefined;
    const answer = await answered(intent, async () => {
      if (intent === 'profile') await commerce.updateOwnAccount(ctx, { name: read('name'), language: read('language') });
      if (intent === 'code') await commerce.requestCustomerCode(door, { email: emailOf(shop), language });
      if (intent === 'password') await commerce.setCustomerPassword(door, { newPassword: read('newPassword'), ...(proof && { proof }) });
      if (intent === 'email') await commerce.requestCustomerEmailChange(door, { email: read('email'), proof, language });
      if (intent === 'confirm') await commerce.confirmCustomerEmail(door, { code: read('code') });
      if (intent === 'erase') erased = (await commerce.eraseOwnAccount(door, { proof })).cookie;
    });
    if (erased === undefined) return answer;
    const headers = new Headers([['set-cookie', erased], ['set-cookie', forgetCart(shop)]]); // biome-ignore format: pairs
    throw redirect(shopPath(shop.shopBase, ''), { headers });
  });
}

const emailOf = ({ ctx: { actor } }: { ctx: { actor: { type: string; email?: string } } }): string => actor.email ?? '';

export default function Settings({ loaderData: { account }, actionData: answer }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <>
      <PageHead title={t('mine.settings')} />
      <h1 className="display text-36 lg:text-48">{t('mine.settings')}</h1>
      <div className="mt-8 flex flex-col gap-10">
        <Profile account={account} answer={answer} />
        <Code answer={answer} />
        <Password account={account} answer={answer} />
        <Email account={account} answer={answer} />
        <Data account={account} answer={answer} />
      </div>
    </>
  );
}

type PartProps = { readonly account: OwnAccount; readonly answer: Answer | undefined };

function Profile({ account, answer }: PartProps) {
  const t = useMessages();
  return (
    <ShopSection title={t('mine.profile')}>
      <AccountForm intent="profile" answer={answer} submit={t('mine.save')} done={t('mine.saved')}>
        {(errorOf) => (
          <>
            <Field label={t('checkout.name')} error={errorOf('name')}>
              {(tie) => <input {...tie} name="name" defaultValue={account.name} autoComplete="name" maxLength={120} dir="auto" />}
            </Field>
            <Field label={t('mine.language')}>
              {(tie) => (
                <select {...tie} name="language" defaultValue={account.language}>
                  <option value="">{t('mine.language.shop')}</option>
                  {LANGUAGE_CODES.map((code) => (
                    <option key={code} value={code} lang={code}>
                      {LANGUAGES[code].name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </>
        )}
      </AccountForm>
    </ShopSection>
  );
}

/** For whoever has no password, or does not know it any more. */
function Code({ answer }: { answer: Answer | undefined }) {
  const t = useMessages();
  return (
    <ShopSection title={t('mine.code')}>
      <p className="mt-4 max-w-[56ch] text-ink-2">{t('mine.code.lead')}</p>
      <AccountForm intent="code" answer={answer} submit={t('mine.sendCode')} done={t('mine.codeSent')}>
        {() => null}
      </AccountForm>
    </ShopSection>
  );
}

function Password({ account: { hasPassword }, answer }: PartProps) {
  const t = useMessages();
  return (
    <ShopSection title={t('mine.password')}>
      <p className="mt-4 max-w-[56ch] text-ink-2">{t(hasPassword ? 'mine.password.lead' : 'mine.password.none')}</p>
      <AccountForm intent="password" answer={answer} submit={t('mine.password.set')} done={t('mine.password.done')}>
        {(errorOf) => (
          <>
            {hasPassword && <ProofField error={errorOf('proof')} hasPassword />}
            <Field label={t('mine.newPassword')} hint={t('mine.newPassword.hint')} error={errorOf('newPassword')}>
              {(tie) => <input {...tie} name="newPassword" type="password" autoComplete="new-password" dir="ltr" required />}
            </Field>
          </>
        )}
      </AccountForm>
    </ShopSection>
  );
}

function Email({ account: { hasPassword }, answer }: PartProps) {
  const t = useMessages();
  const isSent = answer?.intent === 'email' && answer.problem === null;
  return (
    <ShopSection title={t('mine.email')}>
      {isSent || answer?.intent === 'confirm' ? (
        <AccountForm
          intent="confirm"
          answer={answer}
          submit={t('mine.email.confirm')}
          done={t('mine.saved')}
          conflict={t('mine.email.taken')}
        >
          {(errorOf) => <CodeField error={errorOf('code')} />}
        </AccountForm>
      ) : (
        <AccountForm intent="email" answer={answer} submit={t('mine.email.send')}>
          {(errorOf) => (
            <>
              <Field label={t('mine.email.new')} error={errorOf('email')}>
                {(tie) => <input {...tie} name="email" type="email" autoComplete="email" dir="ltr" required />}
              </Field>
              <ProofField error={errorOf('proof')} hasPassword={hasPassword} />
            </>
          )}
        </AccountForm>
      )}
    </ShopSection>
  );
}

export function CodeField({ error }: { error: string | undefined }) {
  const t = useMessages();
  return (
    <Field label={t('mine.code')} hint={t('mine.code.hint')} error={error}>
      {(tie) => <input {...tie} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={12} dir="ltr" required />}
    </Field>
  );
}

function Data({ account: { hasPassword }, answer }: PartProps) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <ShopSection title={t('mine.data')}>
      <p className="mt-4 max-w-[56ch] text-ink-2">{t('mine.data.lead')}</p>
      <ButtonLink className="mt-4" to={path('account/data.json')} reloadDocument download>
        {t('mine.data.take')}
      </ButtonLink>
      <details className="mt-6">
        <summary className="link w-fit">{t('mine.erase')}</summary>
        <p className="mt-4 max-w-[56ch]">{t('mine.erase.lead')}</p>
        <AccountForm intent="erase" answer={answer} submit={t('mine.erase.now')} conflict={t('mine.erase.busy')} look="bad">
          {(errorOf) => <ProofField error={errorOf('proof')} hasPassword={hasPassword} />}
        </AccountForm>
      </details>
    </ShopSection>
  );
}
