import { Ban, CircleCheck, Hourglass } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { KeyView } from '../types.ts';

type KeyRowProps = { readonly apiKey: KeyView; readonly mayRevoke: boolean };

/** A key as people know it: its name, what it begins with, what it may, and when it was used. */
export function KeyRow({ apiKey, mayRevoke }: KeyRowProps) {
  const t = useMessages();
  const formats = useFormats();
  const { id, name, prefix, scopes, usedAt, revokedAt } = apiKey;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <bdi className="font-medium wrap-anywhere">{name}</bdi>
          <code className="text-ink-2" dir="ltr">
            {prefix}…
          </code>
          <State apiKey={apiKey} />
        </p>
        <p className="mt-1 text-ink-2 wrap-anywhere" dir="ltr">
          {scopes.join(' ')}
        </p>
        <p className="text-12 text-ink-2">{usedAt ? t('keys.used', { moment: formats.moment(usedAt) }) : t('keys.unused')}</p>
      </div>
      {mayRevoke && !revokedAt && (
        <ConfirmDialog
          trigger={t('keys.revoke')}
          title={t('keys.revokeTitle', { name })}
          keep={t('keys.keep')}
          confirm={t('keys.revoke')}
          intent="revoke"
          fields={{ id }}
        >
          {t('keys.revokeText')}
        </ConfirmDialog>
      )}
    </li>
  );
}

function State({ apiKey: { revokedAt, expiresAt } }: { apiKey: KeyView }) {
  const t = useMessages();
  if (revokedAt) return <Pill icon={Ban}>{t('keys.revoked')}</Pill>;
  if (!expiresAt) return <Pill icon={CircleCheck}>{t('keys.noEnd')}</Pill>;
  return <Pill icon={Hourglass}>{t('keys.until', { day: expiresAt.slice(0, 10) })}</Pill>;
}
