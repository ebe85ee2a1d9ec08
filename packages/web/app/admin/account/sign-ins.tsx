import { Form } from 'react-router';
import { LANGUAGES } from '../../i18n/languages.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { nameOfDevice } from '../../parts/name-of-device.ts';
import { Section } from '../../parts/section.tsx';
import { usePage } from '../../use-page.ts';
import type { SignInView } from '../types.ts';
import type { AccountAnswer } from './account.tsx';

type SignInsProps = { readonly sessions: readonly SignInView[]; readonly answer: AccountAnswer | undefined };

/** Everywhere that this person is signed in, and the way to end it. */
export function SignIns({ sessions, answer }: SignInsProps) {
  const t = useMessages();
  const others = sessions.filter(({ isThis }) => !isThis);
  return (
    <Section title={t('sessions.title')}>
      <ul className="border-b border-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-3">
            <Where session={session} />
            {!session.isThis && <EndButton session={session} />}
          </li>
        ))}
      </ul>
      <Form method="post" preventScrollReset className="mt-4 flex flex-wrap items-center gap-4">
        {others.length > 0 && (
          <Button type="submit" name="intent" value="revokeOthers">
            {t('sessions.revokeOthers')}
          </Button>
        )}
        <p role="status" className="text-ok">
          {(answer?.intent === 'revoke' || answer?.intent === 'revokeOthers') && answer.told && t('sessions.revoked')}
        </p>
      </Form>
    </Section>
  );
}

function Where({ session }: { session: SignInView }) {
  const t = useMessages();
  const { language } = usePage();
  // Staff belong to no time zone here, so the zone is said.
  const since = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : LANGUAGES[language].locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(session.since));
  const device = nameOfDevice(session.device) ?? t(`sessions.${session.kind}`);
  return (
    <span className="min-w-0">
      <span className="block font-medium wrap-anywhere">
        <bdi>{device}</bdi>
        {session.isThis && ` · ${t('sessions.this')}`}
      </span>
      <span className="block text-12 text-ink-2">
        {t('sessions.since', { since: `${since} UTC` })}
        {session.address && (
          <>
            {t('list.comma')}
            <bdi dir="ltr">{session.address}</bdi>
          </>
        )}
      </span>
    </span>
  );
}

function EndButton({ session }: { session: SignInView }) {
  const t = useMessages();
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="id" value={session.id} />
      <Button
        type="submit"
        size="small"
        name="intent"
        value="revoke"
        aria-label={t('sessions.revokeOf', { device: nameOfDevice(session.device) ?? t(`sessions.${session.kind}`) })}
      >
        {t('sessions.revoke')}
      </Button>
    </Form>
  );
}
