import { Ban, Banknote, CircleX, Landmark, type LucideIcon, Mail, PackageMinus, ShoppingBag, StickyNote, Truck, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { useShell } from '../shell/use-shell.ts';
import type { OrderView } from '../types.ts';

type Change = OrderView['history'][number];
type OrderMail = OrderView['mails'][number];

const CHANGES: Readonly<Record<Change['event'], { icon: LucideIcon; tone: string }>> = {
  placed: { icon: ShoppingBag, tone: 'text-ink' },
  paid: { icon: Banknote, tone: 'text-ok' },
  payment_failed: { icon: CircleX, tone: 'text-bad' },
  sent: { icon: Truck, tone: 'text-ok' },
  refunded: { icon: Undo2, tone: 'text-ink' },
  refund_failed: { icon: CircleX, tone: 'text-bad' },
  disputed: { icon: Landmark, tone: 'text-bad' },
  cancelled: { icon: Ban, tone: 'text-bad' },
  units_cancelled: { icon: PackageMinus, tone: 'text-bad' },
  noted: { icon: StickyNote, tone: 'text-ink-2' },
};

/** What happened to an order and what its buyer was told, the latest first, in the shop's time zone. */
export function OrderHistory({ order, staffId }: { order: OrderView; staffId: string }) {
  const t = useMessages();
  const formats = useFormats();
  const { timeZone } = useShell();
  const told = [
    ...order.history.map((change, index) => ({
      at: change.at,
      key: `change ${index}`,
      row: <ChangeRow change={change} order={order} staffId={staffId} />,
    })),
    ...order.mails.map((mail) => ({ at: mail.at, key: mail.id, row: <MailRow mail={mail} /> })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Section title={t('order.history')} aside={<span className="text-12 text-ink-2">{formats.zone(timeZone)}</span>}>
      <ol className="relative ms-2 border-s border-edge">
        {told.map(({ key, row }) => (
          <li key={key} className="relative ps-6 pb-5 last:pb-0">
            {row}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Happening({ icon: Icon, tone, at, what, who }: { icon: LucideIcon; tone: string; at: string; what: ReactNode; who: ReactNode }) {
  const formats = useFormats();
  return (
    <>
      <span className={`absolute -start-[9px] top-0.5 grid size-4 place-items-center bg-paper ${tone}`}>
        <Icon className="i" />
      </span>
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>
          <b className="font-semibold">{what}</b> {who}
        </span>
        <time dateTime={at} className="text-ink-2">
          {formats.moment(at)}
        </time>
      </p>
    </>
  );
}

function ChangeRow({ change, order, staffId }: { change: Change; order: OrderView; staffId: string }) {
  const t = useMessages();
  const formats = useFormats();
  const { amount, lines, message } = readDetail(change.detail);
  const money = amount === undefined ? undefined : formats.money({ amount, currency: order.total.currency });
  const sent = change.event === 'sent' ? order.fulfilments.find(({ id }) => id === change.detail.fulfilment) : undefined;
  const said = [change.note, message].filter(Boolean).join('\n');
  return (
    <>
      <Happening
        {...CHANGES[change.event]}
        at={change.at}
        what={t(whatKey(change.event, money), money ? { amount: money } : {})}
        who={t(actorKey(change.actor, staffId))}
      />
      {lines.length > 0 && (
        <ul className="mt-1 text-ink-2">
          {lines.map(({ title, quantity }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, in which a title may stand twice
            <li key={index}>
              {formats.number(quantity)} × <bdi>{title}</bdi>
            </li>
          ))}
        </ul>
      )}
      {sent && (sent.carrier || sent.trackingNumber || sent.trackingUrl) && (
        <p className="mt-1 text-ink-2">
          <bdi>{[sent.carrier, sent.trackingNumber].filter(Boolean).join(' ')}</bdi>{' '}
          {sent.trackingUrl && (
            <a className="link" href={sent.trackingUrl} rel="noreferrer" target="_blank">
              {t('order.follow')}
            </a>
          )}
        </p>
      )}
      {said && (
        <p className="mt-1 whitespace-pre-line rounded-1 bg-felt px-3 py-2 wrap-anywhere" dir="auto">
          {said}
        </p>
      )}
    </>
  );
}

function MailRow({ mail }: { mail: OrderMail }) {
  const t = useMessages();
  const tone = mail.state === 'failed' ? 'text-bad' : 'text-ink-2';
  return <Happening icon={Mail} tone={tone} at={mail.at} what={t(mailKey(mail.kind))} who={`· ${t(`order.mailState.${mail.state}`)}`} />;
}

/** What history keeps beside an event: each event its own things, so nothing is counted on. */
function readDetail(detail: Change['detail']) {
  const { amount, lines, message } = detail;
  const isLine = (line: unknown): line is { title: string; quantity: number } => {
    const { title, quantity } = (line ?? {}) as { title?: unknown; quantity?: unknown };
    return typeof title === 'string' && typeof quantity === 'number';
  };
  return {
    amount: typeof amount === 'number' ? amount : undefined,
    lines: Array.isArray(lines) ? lines.filter(isLine) : [],
    message: typeof message === 'string' ? message : undefined,
  };
}

const whatKey = (event: Change['event'], money: string | undefined): MessageKey =>
  event === 'paid' && money ? 'order.happened.paidAmount' : `order.happened.${event}`;

const MAILS = ['placed', 'fulfilled', 'cancelled', 'units_cancelled', 'refunded', 'payment_failed'] as const;

function mailKey(kind: string): MessageKey {
  const known = MAILS.find((name) => kind === `order.${name}`);
  return known ? `order.mail.${known}` : 'order.mail.other';
}

/** The actor as history keeps it ("staff:<id>", "guest", "system:<name>"), in the reader's words. */
function actorKey(actor: string, staffId: string): MessageKey {
  if (actor === `staff:${staffId}`) return 'order.by.you';
  if (actor.startsWith('staff:')) return 'order.by.staff';
  return actor === 'guest' || actor.startsWith('customer:') ? 'order.by.guest' : 'order.by.system';
}
