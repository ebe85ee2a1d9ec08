import { timingSafeEqual } from 'node:crypto';
import { formatMoney } from '@bottega/contracts';
import type Stripe from 'stripe';
import { fromStripeAmount } from '../stripe-amount.ts';
import { isRefusal } from './archive.ts';
import { cardOf, TEST_CARDS } from './cards.ts';
import type { Dossier } from './dossier.ts';
import type { Desk } from './operations.ts';
import { type PageWords, wordsFor } from './page-words.ts';
import { STYLE } from './page-style.ts';
import { answerBank, giveCard } from './payments.ts';

/** The page on which the buyer pays. `path` begins behind the address of the pages, without a slash. */
export async function servePage(desk: Desk, request: Request, path: string): Promise<Response> {
  if (path === 'style.css') {
    return new Response(STYLE, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' } });
  }
  const sheet: Sheet = { ...wordsFor(request), style: `${desk.host.pages}/style.css` };
  const id = /^pay\/(pi_[a-z0-9]+)$/.exec(path)?.[1];
  const dossier = id === undefined ? undefined : await openPayment(desk, id, request);
  if (!dossier) return showMissing(sheet);
  if (request.method === 'GET' || request.method === 'HEAD') return showState(sheet, dossier);
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD, POST' } });
  return act(desk, { request, sheet, dossier });
}

/** Whoever has the client secret is the buyer; nobody else learns whether there is a payment. */
async function openPayment({ archive }: Desk, id: string, request: Request): Promise<Dossier | undefined> {
  const given = Buffer.from(new URL(request.url).searchParams.get('client_secret') ?? '');
  try {
    const dossier = await archive.read(id);
    const secret = Buffer.from(dossier.intent.client_secret ?? '');
    return given.length === secret.length && timingSafeEqual(given, secret) ? dossier : undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

type Visit = { readonly request: Request; readonly sheet: Sheet; readonly dossier: Dossier };

async function act({ archive }: Desk, { request, sheet, dossier }: Visit): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const { intent, places } = dossier;
  const wanted = form.get('do');
  if (wanted === 'cancel') return redirect(places.cancel);
  try {
    if (wanted === 'approve' || wanted === 'refuse') {
      const step = await archive.change(intent.id, (held, now) => answerBank(held, wanted === 'approve', now));
      return afterwards(sheet, step.dossier);
    }
    const card = cardOf(form.get('card'));
    if (!card) return showCards(sheet, dossier, sheet.words.noChoice);
    const step = await archive.change(intent.id, (held, now) => giveCard(held, card, now));
    return afterwards(sheet, step.dossier);
  } catch (error) {
    // The payment was settled in another window meanwhile.
    if (isRefusal(error)) return showState(sheet, await archive.read(intent.id));
    throw error;
  }
}

/** Where the money is promised the buyer goes back, as from Stripe's own form: with the payment's names and what became of it. */
function afterwards(sheet: Sheet, dossier: Dossier): Response {
  const { intent, places } = dossier;
  if (intent.status !== 'requires_capture') return showState(sheet, dossier);
  const named = { payment_intent: intent.id, payment_intent_client_secret: intent.client_secret ?? '', redirect_status: 'succeeded' };
  return redirect(withQuery(places.back, named));
}

function withQuery(address: string, named: Readonly<Record<string, string>>): string {
  if (!isWebAddress(address)) return address;
  const url = new URL(address);
  for (const [name, value] of Object.entries(named)) url.searchParams.set(name, value);
  return url.href;
}

const isWebAddress = (address: string): boolean => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

const redirect = (address: string): Response =>
  isWebAddress(address)
    ? new Response(null, { status: 303, headers: { location: address, 'cache-control': 'no-store' } })
    : new Response('The shop named no address to go back to.', { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } });

type Sheet = { readonly language: string; readonly words: PageWords; readonly style: string };

function showState(sheet: Sheet, dossier: Dossier): Response {
  const { intent } = dossier;
  switch (intent.status) {
    case 'requires_payment_method':
      return showCards(sheet, dossier, troubleOf(sheet.words, intent.last_payment_error));
    case 'requires_action':
      return showBank(sheet, dossier);
    default:
      return showEnd(sheet, dossier);
  }
}

const troubleOf = ({ declines }: PageWords, trouble: Stripe.PaymentIntent.LastPaymentError | null): string | undefined =>
  trouble === null ? undefined : (declines[trouble.decline_code ?? ''] ?? declines[trouble.code ?? ''] ?? declines.other);

function showCards(sheet: Sheet, dossier: Dossier, trouble: string | undefined): Response {
  const { words } = sheet;
  const chosen = dossier.card ?? 'approved';
  const cards = TEST_CARDS.map(({ id, number }) => {
    const checked = id === chosen ? ' checked' : '';
    const digits = number.replace(/(\d{4})(?=\d)/g, '$1 ');
    const told = `<span>${safe(words.cards[id])}<small dir="ltr">${digits}</small></span>`;
    return `<label><input type="radio" name="card" value="${id}"${checked}> ${told}</label>`;
  });
  const problem = trouble === undefined ? '' : `<section role="alert"><h2>${safe(words.problem)}</h2><p>${safe(trouble)}</p></section>`;
  const body = `${problem}
<form method="post">
<fieldset><legend>${safe(words.choose)}</legend>
<p>${safe(words.hint)}</p>
${cards.join('\n')}
</fieldset>
<button name="do" value="pay">${safe(words.pay)} ${safe(amountOf(sheet, dossier))}</button>
<button name="do" value="cancel">${safe(words.cancel)}</button>
</form>`;
  return respond(sheet, { title: words.title, dossier, body, status: trouble === undefined ? 200 : 422 });
}

function showBank(sheet: Sheet, dossier: Dossier): Response {
  const { words } = sheet;
  const body = `<p>${safe(words.bankAsks)}</p>
<form method="post">
<button name="do" value="approve">${safe(words.approve)}</button>
<button name="do" value="refuse">${safe(words.refuse)}</button>
<button name="do" value="cancel">${safe(words.cancel)}</button>
</form>`;
  return respond(sheet, { title: words.bankTitle, dossier, body, status: 200 });
}

function showEnd(sheet: Sheet, dossier: Dossier): Response {
  const { words } = sheet;
  const isOver = dossier.intent.status === 'canceled';
  const address = isOver ? dossier.places.cancel : dossier.places.back;
  const link = isWebAddress(address) ? `<p><a href="${safe(address)}">${safe(words.back)}</a></p>` : '';
  const body = `<p>${safe(isOver ? words.over : words.done)}</p>\n${link}`;
  return respond(sheet, { title: words.title, dossier, body, status: 200 });
}

const showMissing = (sheet: Sheet): Response =>
  respond(sheet, { title: sheet.words.noPayment, body: `<p>${safe(sheet.words.noPaymentHint)}</p>`, status: 404 });

const amountOf = ({ language }: Sheet, { intent }: Dossier): string =>
  formatMoney(fromStripeAmount(intent.amount, intent.currency), language);

type Content = { readonly title: string; readonly body: string; readonly status: number; readonly dossier?: Dossier };

function respond(sheet: Sheet, { title, body, status, dossier }: Content): Response {
  const { language, words, style } = sheet;
  const due = dossier
    ? `<dl><dt>${safe(dossier.intent.description ?? words.amount)}</dt><dd>${safe(amountOf(sheet, dossier))}</dd></dl>`
    : '';
  const page = `<!doctype html>
<html lang="${language}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${safe(title)}</title>
<link rel="stylesheet" href="${safe(style)}">
</head>
<body>
<main>
<aside>${safe(words.notice)}</aside>
<h1>${safe(title)}</h1>
${due}
${body}
</main>
</body>
</html>
`;
  return new Response(page, { status, headers: headersFor(style, dossier) });
}

/** The form's answer leads back to the shop, which browsers count among the places that a form sends to. */
function headersFor(style: string, dossier: Dossier | undefined): Record<string, string> {
  const places = dossier ? Object.values(dossier.places).filter(isWebAddress) : [];
  const targets = [...new Set(places.map((place) => new URL(place).origin))];
  const policy = [
    "default-src 'none'",
    `style-src ${URL.canParse(style) ? new URL(style).origin : "'self'"}`,
    `form-action ${["'self'", ...targets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
