import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import type { NotificationWish } from '../types.ts';
import { kindWords } from './kind-words.ts';

/** For each kind of thing: whether it is told in the app, and by mail. */
export function Wishes({ wishes }: { wishes: readonly NotificationWish[] }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Section title={t('notifications.wishes')} className="mt-10">
      <Form method="post" preventScrollReset>
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('notifications.what')}</th>
              <th>{t('notifications.inApp')}</th>
              <th>{t('notifications.byMail')}</th>
            </tr>
          </thead>
          <tbody>
            {wishes.map(({ kind, inApp, byMail }) => {
              const words = t(kindWords(kind));
              return (
                <tr key={kind}>
                  <th scope="row" className="text-start font-normal">
                    {words}
                  </th>
                  <td>
                    <Tick name={`app:${kind}`} isOn={inApp} label={`${words}, ${t('notifications.inApp')}`} />
                  </td>
                  <td>
                    <Tick name={`mail:${kind}`} isOn={byMail} label={`${words}, ${t('notifications.byMail')}`} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <Button type="submit" name="intent" value="wishes" look="ink" className="mt-4" disabled={isBusy}>
          {t('notifications.save')}
        </Button>
      </Form>
    </Section>
  );
}

function Tick({ name, isOn, label }: { name: string; isOn: boolean; label: string }) {
  return (
    <label className="inline-grid min-h-11 min-w-11 place-items-center">
      <input type="checkbox" name={name} defaultChecked={isOn} className="size-5" />
      <span className="sr-only">{label}</span>
    </label>
  );
}
