import { type CallContext, type PaymentMovement, ProviderError } from '@bottega/contracts';
import { fromPayPal, type PayPalMoney } from './amounts.ts';
import { request } from './client.ts';
import { failureOf } from './errors.ts';
import { keyOf } from './order.ts';

type Transaction = {
  readonly transaction_id?: string;
  readonly paypal_reference_id?: string;
  readonly paypal_reference_id_type?: string;
  readonly transaction_event_code?: string;
  readonly transaction_initiation_date?: string;
  readonly transaction_amount?: PayPalMoney;
  readonly transaction_status?: string;
  readonly custom_field?: string;
};
type Report = { readonly transaction_details?: readonly { readonly transaction_info?: Transaction }[]; readonly total_pages?: number };

/** A window of PayPal's report and a page in it; windows follow one another until the span is through. */
type Place = { readonly from: string; readonly to: string; readonly page: number };

const DAY_MS = 86_400_000;
const LONGEST_WINDOW_MS = 31 * DAY_MS;
const SHORTEST_WINDOW_MS = 3_600_000;
const PAGE = 100;

/** PayPal's event codes (T-codes) that are about a payment to the shop; all others, such as payouts and fees, are not ours to compare. */
const PAYMENT = /^T00\d\d$/;
const REFUND = 'T1107';
/** Payment reversal, chargeback, reversal, rejected re-presentment, cancelled chargeback: out is a dispute, in is one that was won. */
const DISPUTES: ReadonlySet<string> = new Set(['T1106', 'T1201', 'T1202', 'T1207', 'T1208']);

function typeOf(code: string, amount: number): PaymentMovement['type'] | null {
  if (PAYMENT.test(code)) return amount > 0 ? 'capture' : null;
  if (code === REFUND) return amount < 0 ? 'refund' : null;
  if (DISPUTES.has(code)) return amount < 0 ? 'dispute' : 'dispute_won';
  return null;
}

/** PayPal writes +0000 where RFC 3339 has a colon. */
const instantOf = (written: string): string => new Date(written.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString();

function movementOf(info: Transaction | undefined): PaymentMovement[] {
  const { transaction_id: id, transaction_event_code: code, transaction_amount: value, transaction_initiation_date: date } = info ?? {};
  if (!info || !id || !code || !value || !date || info.transaction_status !== 'S') return [];
  const money = fromPayPal(value);
  const type = typeOf(code, money.amount);
  if (!type) return [];
  const isOrder = info.paypal_reference_id_type === 'ODR';
  return [
    {
      type,
      reference: id,
      payment: isOrder ? (info.paypal_reference_id ?? null) : null,
      key: keyOf(info.custom_field),
      amount: { ...money, amount: Math.abs(money.amount) },
      at: instantOf(date),
    },
  ];
}

/**
 * What PayPal's books say, in windows of at most 31 days as PayPal demands. A movement takes up to three hours to appear there.
 * @throws ProviderError bad_input for a cursor that is none of ours
 */
export async function listMovements(
  span: { readonly from: string; readonly to: string; readonly cursor?: string },
  call: CallContext,
): Promise<{ readonly movements: readonly PaymentMovement[]; readonly next: string | null }> {
  const place = span.cursor === undefined ? windowFrom(span.from, span.to) : readCursor(span.cursor);
  const { report, read } = await readReport(call, place);
  const movements = (report.transaction_details ?? []).flatMap(({ transaction_info: info }) => movementOf(info));
  movements.sort((one, other) => one.at.localeCompare(other.at));
  return { movements, next: nextPlace(read, report.total_pages ?? 0, span.to) };
}

/** The report of a window, or of its first part where PayPal finds too much in it at once. */
async function readReport(call: CallContext, place: Place): Promise<{ readonly report: Report; readonly read: Place }> {
  const query = new URLSearchParams({
    start_date: place.from,
    end_date: place.to,
    fields: 'transaction_info',
    page_size: String(PAGE),
    page: String(place.page),
  });
  const answer = await request<Report>(call, { method: 'GET', path: `/v1/reporting/transactions?${query}` });
  if (!answer.refusal) return { report: answer.value, read: place };
  const { name, issue } = answer.refusal;
  const length = Date.parse(place.to) - Date.parse(place.from);
  const isTooMuch = name === 'RESULTSET_TOO_LARGE' || issue === 'RESULTSET_TOO_LARGE';
  if (!isTooMuch || length <= SHORTEST_WINDOW_MS) throw failureOf(answer.refusal, false);
  return readReport(call, { ...place, to: later(place.from, Math.floor(length / 2_000) * 1_000), page: 1 });
}

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

function windowFrom(from: string, end: string): Place {
  const to = later(from, LONGEST_WINDOW_MS - 1_000);
  return { from: later(from, 0), to: to < later(end, 0) ? to : later(end, 0), page: 1 };
}

/** PayPal counts the end of a window in, by seconds: the next one begins a second later. */
function nextPlace({ from, to, page }: Place, pages: number, end: string): string | null {
  if (page < pages) return writeCursor({ from, to, page: page + 1 });
  const start = later(to, 1_000);
  return Date.parse(start) > Date.parse(end) ? null : writeCursor(windowFrom(start, end));
}

const writeCursor = ({ from, to, page }: Place): string => [from, to, page].join('~');

function readCursor(cursor: string): Place {
  const [from = '', to = '', page = ''] = cursor.split('~');
  if ([from, to].some((instant) => Number.isNaN(Date.parse(instant))) || !/^[1-9]\d{0,6}$/.test(page)) {
    throw new ProviderError('bad_input', 'This is no place in PayPal’s report: begin again without a cursor.');
  }
  return { from, to, page: Number(page) };
}
