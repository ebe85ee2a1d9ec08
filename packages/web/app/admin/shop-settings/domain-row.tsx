import { Check, Hourglass } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { Problem } from '../../problems.ts';
import { usePage } from '../../use-page.ts';
import type { ShopDomain } from '../types.ts';

type DomainRowProps = { readonly domain: ShopDomain; readonly problem: Problem | null; readonly mayWrite: boolean };

/** One host. While it waits, the record that its owner has to write stands with it. */
export function DomainRow({ domain: { host, state, record }, problem, mayWrite }: DomainRowProps) {
  const t = useMessages();
  return (
    <li className="border-t border-line py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="min-w-0 grow font-medium wrap-anywhere" dir="ltr">
          {host}
        </span>
        <Pill look={state === 'verified' ? 'ok' : 'warn'} icon={state === 'verified' ? Check : Hourglass}>
          {t(`domains.state.${state}`)}
        </Pill>
        {mayWrite && <Moves host={host} state={state} />}
      </div>
      {state === 'waiting' && (
        <div className="mt-3 flex flex-col gap-3">
          <p className="text-ink-2">{t('domains.write')}</p>
          <Record record={record} />
          {problem && <NotYet problem={problem} />}
        </div>
      )}
    </li>
  );
}

function Moves({ host, state }: Pick<ShopDomain, 'host' | 'state'>) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Form method="post" preventScrollReset className="flex gap-2">
      <input type="hidden" name="host" value={host} />
      {state === 'waiting' && (
        <Button type="submit" name="intent" value="verify" size="small" aria-disabled={isBusy} aria-label={t('domains.verifyOf', { host })}>
          {t('domains.verify')}
        </Button>
      )}
      <Button
        type="submit"
        name="intent"
        value="remove"
        look="quiet"
        size="small"
        aria-disabled={isBusy}
        aria-label={t('domains.removeOf', { host })}
      >
        {t('domains.remove')}
      </Button>
    </Form>
  );
}

function Record({ record }: Pick<ShopDomain, 'record'>) {
  const t = useMessages();
  const facts = [
    [t('domains.recordType'), record.type],
    [t('domains.recordName'), record.name],
    [t('domains.recordValue'), record.value],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-1 bg-felt p-4">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd dir="ltr" className="text-start">
            <code className="select-all wrap-anywhere">{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Operations explain themselves in English; other readers get the sentence of the page. */
function NotYet({ problem }: { problem: Problem }) {
  const t = useMessages();
  const { language } = usePage();
  return <Notice look="warn">{language === 'en' ? problem.detail : t('domains.notYet')}</Notice>;
}
