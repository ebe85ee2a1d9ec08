import { Form } from 'react-router';
import type { Route } from './+types/sign-ins';
import { LANGUAGES } from '../../i18n/languages.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { nameOfDevice } from '../../parts/name-of-device.ts';
import { usePage } from '../../use-page.ts';
import { PageHead } from '../parts/page-head.tsx';
import type { OwnSession } from '../types.ts';
import { asCustomer, doorOf } from './as-customer.ts';

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async (shop) => ({ sessions: await shop.commerce.listCustomerSessions(doorOf(shop)) }));
}

export function action(args: Route.ActionArgs) {
  return asCustomer(args, async (shop) => {
    const form = await args.request.formData();
    const intent = String(form.get('intent') ?? '');
    if (intent === 'revoke') await shop.commerce.revokeCustomerSession(doorOf(shop), { id: String(form.get('id') ?? '') });
    if (intent === 'revokeOthers') await shop.commerce.revokeOtherCustomerSessions(doorOf(shop));
    return { done: true };
  });
}

export default function SignIns({ loaderData: { sessions }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <>
      <PageHead title={t('mine.signIns')} />
      <h1 className="display text-36 lg:text-48">{t('mine.signIns')}</h1>
      <ul className="mt-6 border-b border-line">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      <Form method="post" preventScrollReset className="mt-5 flex flex-wrap items-center gap-4">
        {sessions.length > 1 && (
          <Button type="submit" name="intent" value="revokeOthers">
            {t('mine.signOutOthers')}
          </Button>
        )}
        <p role="status" className="text-ok">
          {actionData?.done && t('mine.signedOut')}
        </p>
      </Form>
    </>
  );
}

function SessionItem({ session: { id, device, address, seenAt, isThis } }: { session: OwnSession }) {
  const t = useMessages();
  const { language } = usePage();
  const locale = language === 'en' ? 'en-GB' : LANGUAGES[language].locale;
  const seen = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(seenAt));
  const name = nameOfDevice(device) ?? t('mine.device');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-3">
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">
          <bdi>{name}</bdi>
          {isThis && ` · ${t('mine.here')}`}
        </span>
        <span className="block text-14 text-ink-2" suppressHydrationWarning>
          {t('mine.seen', { moment: `${seen} UTC` })}
          {address !== '' && (
            <>
              {' · '}
              <bdi dir="ltr">{address}</bdi>
            </>
          )}
        </span>
      </span>
      {!isThis && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="id" value={id} />
          <Button type="submit" size="small" name="intent" value="revoke" aria-label={t('mine.signOut.where', { device: name })}>
            {t('mine.signOut')}
          </Button>
        </Form>
      )}
    </li>
  );
}
