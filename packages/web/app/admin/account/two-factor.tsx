import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Section } from '../../parts/section.tsx';
import type { AccountView } from '../types.ts';
import { AccountForm, PasswordField } from './account-form.tsx';
import type { AccountAnswer } from './account.tsx';
import type { Told } from './change-account.ts';

type TwoFactorProps = { readonly factor: AccountView['secondFactor']; readonly answer: AccountAnswer | undefined };

/** A code from an authenticator app beside the password. */
export function TwoFactor({ factor, answer }: TwoFactorProps) {
  const t = useMessages();
  const state = factor.isOn ? (
    <Pill look="ok" icon={ShieldCheck}>
      {t('twoFactor.on')}
    </Pill>
  ) : (
    <Pill icon={ShieldOff}>{t('twoFactor.off')}</Pill>
  );
  return (
    <Section title={t('twoFactor.title')} aside={state}>
      {answer?.told?.recoveryCodes && <RecoveryCodes codes={answer.told.recoveryCodes} />}
      {factor.isOn ? <Kept factor={factor} answer={answer} /> : <SetUp answer={answer} />}
    </Section>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useMessages();
  return (
    <div className="mb-6">
      <Notice look="warn">{t('twoFactor.codesLead')}</Notice>
      <ul className="mt-4 grid grid-cols-1 gap-x-6 gap-y-1 font-mono sm:grid-cols-2" dir="ltr" aria-label={t('twoFactor.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}

/** First the password, then the picture to scan and a code that shows that it was scanned. A wrong code keeps the picture away: begin again. */
function SetUp({ answer }: { answer: AccountAnswer | undefined }) {
  const t = useMessages();
  const secret = answer?.told?.secret;
  const isFinishing = secret !== undefined || answer?.intent === 'finish';
  return (
    <>
      <p className="mb-4 text-ink-2">{t(isFinishing ? 'twoFactor.scan' : 'twoFactor.lead')}</p>
      {secret && <Scan secret={secret} />}
      {isFinishing ? (
        <AccountForm intent="finish" answer={answer} submit={t('twoFactor.finish')}>
          {(errorOf) => (
            <Field label={t('signIn.code')} error={errorOf('code')}>
              {(tie) => <input {...tie} name="code" inputMode="numeric" autoComplete="one-time-code" dir="ltr" required />}
            </Field>
          )}
        </AccountForm>
      ) : (
        <AccountForm intent="begin" answer={answer} submit={t('twoFactor.begin')}>
          {(errorOf) => <PasswordField error={errorOf('password')} />}
        </AccountForm>
      )}
    </>
  );
}

/** Always dark on white: a camera does not know that the page is dark. */
function Scan({ secret: { text, qr } }: { secret: NonNullable<Told['secret']> }) {
  const t = useMessages();
  return (
    <div className="mb-5 flex flex-wrap items-center gap-5">
      <svg viewBox={`0 0 ${qr.size} ${qr.size}`} className="size-44 shrink-0 bg-white" role="img" aria-label={t('twoFactor.qr')}>
        <path d={qr.path} fill="black" shapeRendering="crispEdges" />
      </svg>
      <p className="min-w-0 grow basis-40 text-ink-2">
        {t('twoFactor.type')}
        <code className="mt-1 block wrap-anywhere text-ink" dir="ltr">
          {text.replace(/(.{4})(?=.)/g, '$1 ')}
        </code>
      </p>
    </div>
  );
}

function Kept({ factor, answer }: TwoFactorProps) {
  const t = useMessages();
  return (
    <>
      <p className="mb-4 text-ink-2">{t('twoFactor.left', { count: factor.recoveryCodesLeft })}</p>
      <div className="flex flex-col gap-8">
        <AccountForm intent="codes" answer={answer} submit={t('twoFactor.renew')}>
          {(errorOf) => <PasswordField error={errorOf('password')} />}
        </AccountForm>
        <AccountForm intent="remove" answer={answer} submit={t('twoFactor.remove')}>
          {(errorOf) => <PasswordField error={errorOf('password')} />}
        </AccountForm>
      </div>
    </>
  );
}
