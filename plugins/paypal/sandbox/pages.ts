import { formatMoney, type SimulatorHost } from '@bottega/contracts';
import { answerPage, answerStyle, escapeHtml } from '../../simulator-page.ts';
import { fromPayPal } from '../amounts.ts';
import { approveOrder } from './orders.ts';
import { type KeptOrder, readOrder } from './state.ts';

type Words = { readonly [Name in keyof typeof ENGLISH]: string };

const ENGLISH = {
  notice: 'This is a simulator of PayPal. No money moves, and nobody is asked for a password or a card.',
  title: 'Pay with the PayPal simulator',
  shop: 'Shop',
  amount: 'Amount',
  order: 'Order',
  question: 'What shall the buyer do?',
  pay: 'Pay',
  payHint: 'The balance covers it.',
  decline: 'Pay with a card that will be declined',
  declineHint: 'The shop learns of it only when it takes the money.',
  go: 'Continue',
  cancel: 'Cancel and return to the shop',
  gone: 'This payment is no longer waiting',
  goneHint: 'It was paid already, was given up, or has expired. Go back to the shop and begin again.',
};

const ARABIC: Words = {
  notice: 'هذه محاكاة لخدمة PayPal. لا تنتقل أي أموال، ولا تُطلب كلمة مرور ولا بطاقة.',
  title: 'الدفع عبر محاكي PayPal',
  shop: 'المتجر',
  amount: 'المبلغ',
  order: 'الطلب',
  question: 'ماذا يفعل المشتري؟',
  pay: 'الدفع',
  payHint: 'الرصيد يكفي.',
  decline: 'الدفع ببطاقة ستُرفض',
  declineHint: 'لا يعلم المتجر بذلك إلا حين يأخذ المبلغ.',
  go: 'متابعة',
  cancel: 'إلغاء والعودة إلى المتجر',
  gone: 'لم تعد هذه الدفعة قائمة',
  goneHint: 'دُفعت من قبل، أو أُلغيت، أو انتهت مدتها. عد إلى المتجر وابدأ من جديد.',
};

type Reader = { readonly language: string; readonly direction: 'ltr' | 'rtl'; readonly words: Words };

const readerOf = (locale = 'en'): Reader =>
  locale.startsWith('ar') ? { language: 'ar', direction: 'rtl', words: ARABIC } : { language: 'en', direction: 'ltr', words: ENGLISH };

/** The simulator’s pages: `approve`, on which the buyer decides, and `style.css`. */
export async function showPage(host: SimulatorHost, request: Request, path: string): Promise<Response> {
  const page = path.replace(/^\//, '');
  if (page === 'style.css' && request.method === 'GET') return answerStyle();
  if (page !== 'approve') return new Response('Not found', { status: 404 });
  if (request.method === 'POST') return decide(host, new URLSearchParams(await request.text()));
  return showOrder(await readOrder(host, new URL(request.url).searchParams.get('token') ?? ''));
}

function showGone(order?: KeptOrder): Response {
  const { words, language, direction } = readerOf(order?.experience.locale);
  const body = `<p>${escapeHtml(words.goneHint)}</p>`;
  return answerPage({ language, direction, title: words.gone, notice: words.notice, body, status: 410 });
}

function showOrder(order: KeptOrder | undefined): Response {
  if (!order || order.status === 'COMPLETED') return showGone(order);
  const { words, language, direction } = readerOf(order.experience.locale);
  const text = (name: keyof Words): string => escapeHtml(words[name]);
  const { brand_name: shop = '', return_url = '', cancel_url = '' } = order.experience;
  const choice = (value: string, checked: string, name: keyof Words, hint: keyof Words): string =>
    `<label><input type="radio" name="choice" value="${value}"${checked}><span>${text(name)}<small>${text(hint)}</small></span></label>`;
  const body = `<dl>
<dt>${text('shop')}</dt><dd><bdi>${escapeHtml(shop)}</bdi></dd>
<dt>${text('amount')}</dt><dd><bdi>${escapeHtml(formatMoney(fromPayPal(order.amount), language))}</bdi></dd>
<dt>${text('order')}</dt><dd><bdi>${escapeHtml(order.invoice_id ?? '')}</bdi></dd>
</dl>
<form method="post" action="approve">
<input type="hidden" name="token" value="${escapeHtml(order.id)}">
<fieldset>
<legend>${text('question')}</legend>
${choice('pay', ' checked', 'pay', 'payHint')}
${choice('decline', '', 'decline', 'declineHint')}
</fieldset>
<button name="act" value="go">${text('go')}</button>
<button name="act" value="cancel">${text('cancel')}</button>
</form>`;
  return answerPage({ language, direction, title: words.title, notice: words.notice, body, leadsTo: [return_url, cancel_url] });
}

/** Sends the buyer back as PayPal does: with the order’s id as `token`, and the payer’s after agreeing. */
async function decide(host: SimulatorHost, form: URLSearchParams): Promise<Response> {
  const order = await readOrder(host, form.get('token') ?? '');
  if (!order || order.status === 'COMPLETED') return showGone(order);
  if (form.get('act') === 'cancel') return sendBack(order, 'cancel_url', {});
  if (!(await approveOrder(host, order.id, form.get('choice') === 'decline'))) return showGone(order);
  return sendBack(order, 'return_url', { PayerID: 'S2MULATEDPAYR' });
}

function sendBack(order: KeptOrder, to: 'return_url' | 'cancel_url', more: Readonly<Record<string, string>>): Response {
  const address = order.experience[to] ?? '';
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return showGone(order);
  const url = new URL(address);
  for (const [name, value] of Object.entries({ token: order.id, ...more })) url.searchParams.set(name, value);
  return new Response(null, { status: 303, headers: { location: url.href, 'cache-control': 'no-store' } });
}
