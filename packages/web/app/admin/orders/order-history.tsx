import { Ban, Banknote, type LucideIcon, ShoppingBag, Truck } from 'lucide-react';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { useShell } from '../shell/use-shell.ts';
import type { OrderView } from '../types.ts';

type Change = OrderView['history'][number];

const CHANGES: Readonly<Record<string, { icon: LucideIcon; tone: string; key: MessageKey }>> = {
  placed: { icon: ShoppingBag, tone: 'text-ink', key: 'order.happened.placed' },
  paid: { icon: Banknote, tone: 'text-ok', key: 'order.happened.paid' },
  fulfilled: { icon: Truck, tone: 'text-ok', key: 'order.happened.fulfilled' },
  cancelled: { icon: Ban, tone: 'text-bad', key: 'order.happened.cancelled' },
};

/** What happened to an order, the latest first. */
export function OrderHistory({ history, staffId }: { history: readonly Change[]; staffId: string }) {
  const t = useMessages();
  const formats = useFormats();
  const { timeZone } = useShell();
  const latestFirst = history.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <Section title={t('order.history')} aside={<span className="text-12 text-ink-2">{formats.zone(timeZone)}</span>}>
      <ol className="relative ms-2 border-s border-edge">
        {latestFirst.map((change) => (
          <ChangeRow key={`${change.at} ${change.to}`} change={change} staffId={staffId} />
        ))}
      </ol>
    </Section>
  );
}

function ChangeRow({ change, staffId }: { change: Change; staffId: string }) {
  const t = useMessages();
  const formats = useFormats();
  const known = CHANGES[change.to];
  const Icon = known?.icon ?? ShoppingBag;
  return (
    <li className="relative ps-6 pb-5 last:pb-0">
      <span className={`absolute -start-[9px] top-0.5 grid size-4 place-items-center bg-paper ${known?.tone ?? ''}`}>
        <Icon className="i" />
      </span>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>
          <b className="font-semibold">{known ? t(known.key) : change.to}</b> {t(actorKey(change.actor, staffId))}
        </span>
        <time dateTime={change.at} className="text-ink-2">
          {formats.moment(change.at)}
        </time>
      </p>
      {change.note && (
        <p className="mt-1 rounded-1 bg-felt px-3 py-2 wrap-anywhere" dir="auto">
          {change.note}
        </p>
      )}
    </li>
  );
}

/** The actor as history keeps it ("staff:<id>", "guest", "system:<name>"), in the reader's words. */
function actorKey(actor: string, staffId: string): MessageKey {
  if (actor === `staff:${staffId}`) return 'order.by.you';
  if (actor.startsWith('staff:')) return 'order.by.staff';
  return actor === 'guest' ? 'order.by.guest' : 'order.by.system';
}
