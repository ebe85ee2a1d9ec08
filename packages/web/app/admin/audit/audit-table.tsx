import { Clock, ShieldCheck } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import { useFormats } from '../formats.ts';
import type { AuditEntry } from '../types.ts';
import type { Name } from './audit-search.tsx';

/** The entries, newest first. Names of actions are those of the API, in every language. */
export function AuditTable({ entries, names }: { entries: readonly AuditEntry[]; names: readonly Name[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-6">
      <thead>
        <tr>
          <th>{t('audit.when')}</th>
          <th>{t('audit.who')}</th>
          <th>{t('audit.what')}</th>
          <th className="max-md:hidden">{t('audit.seal')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} names={names} />
        ))}
      </tbody>
    </table>
  );
}

function AuditRow({ entry, names }: { entry: AuditEntry; names: readonly Name[] }) {
  const t = useMessages();
  const formats = useFormats();
  const name = names.find(({ id }) => entry.actor === `staff:${id}`)?.name;
  const detail = JSON.stringify(entry.detail);
  return (
    <tr>
      <td>
        <time dateTime={entry.at}>{formats.moment(entry.at)}</time>
      </td>
      <td className="wrap-anywhere">{name ? <bdi>{name}</bdi> : <code dir="ltr">{entry.actor}</code>}</td>
      <td className="wrap-anywhere">
        <code dir="ltr" className="font-medium">
          {entry.action}
        </code>
        {detail !== '{}' && (
          <code dir="ltr" className="block text-12 text-ink-2">
            {detail}
          </code>
        )}
      </td>
      <td className="max-md:hidden">
        <Pill look={entry.isSealed ? 'ok' : 'plain'} icon={entry.isSealed ? ShieldCheck : Clock}>
          {t(entry.isSealed ? 'audit.sealed' : 'audit.unsealed')}
        </Pill>
      </td>
    </tr>
  );
}
