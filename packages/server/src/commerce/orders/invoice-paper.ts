import { formatMoney, type PaperJob } from '@bottega/contracts';
import { languageOfMail } from '#platform';
import type { Address } from '../carts/cart.ts';
import type { InvoiceDocument, InvoiceKind } from './invoice.ts';
import { INVOICE_WORDS } from './invoice-words.ts';

/** An invoice as the printer is told of it: every word and sum as the reader of its language writes them. */
export function paperOf({
  kind,
  number,
  document,
}: {
  kind: InvoiceKind;
  number: number;
  document: InvoiceDocument;
}): Omit<PaperJob, 'outPath'> {
  const locale = localeOf(document.language);
  const words = INVOICE_WORDS[languageOfMail(document.language)];
  const money = (amount: number) => formatMoney({ amount, currency: document.currency }, locale);
  const count = (value: number) => new Intl.NumberFormat(locale, { useGrouping: false }).format(value);
  const day = (instant: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: document.timeZone, dateStyle: 'long' }).format(new Date(instant));
  const rate = (bps: number) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000);
  const { seller, buyer, corrects } = document;
  const order = document.orderNumber === null ? document.orderCode : `${count(document.orderNumber)} (${document.orderCode})`;
  const taxed = document.pricesIncludeTax || corrects ? words.taxIn : words.taxAt;
  const strong = (label: string, value: string) => ({ label, value, isStrong: true });
  const plain = (label: string, value: string) => ({ label, value, isStrong: false });
  return {
    language: document.language,
    title: words.title[kind](count(number)),
    author: seller.name,
    facts: [
      { label: words.issued, value: day(document.issuedAt) },
      { label: words.order, value: order },
      { label: words.ordered, value: day(document.placedAt) },
      ...(corrects ? [{ label: words.corrects, value: words.invoiceOf(count(corrects.number), day(corrects.issuedAt)) }] : []),
    ],
    parties: [
      {
        heading: words.from,
        lines: [
          seller.name,
          ...seller.address.split('\n'),
          ...seller.taxNumbers.map(({ kind, number }) => `${kind} ${number}`),
          seller.email,
          seller.phone,
        ].filter(Boolean),
      },
      { heading: words.billTo, lines: [...linesOf(buyer.billing, locale), buyer.email] },
      { heading: words.goesTo, lines: linesOf(buyer.goesTo, locale) },
    ],
    columns: [
      { label: words.what, share: 0.44, isNumber: false },
      { label: words.units, share: 0.1, isNumber: true },
      { label: words.each, share: 0.17, isNumber: true },
      { label: words.tax, share: 0.1, isNumber: true },
      { label: words.sum, share: 0.19, isNumber: true },
    ],
    rows: corrects
      ? [
          {
            cells: [words.allGoesBack, '', '', '', money(document.total)],
            note: corrects.units.map(({ title, quantity }) => `${count(quantity)} × ${title}`).join('\n'),
          },
        ]
      : document.lines.map((line) => ({
          cells: [line.title, count(line.quantity), money(line.unitAmount), rate(line.taxBps), money(line.total)],
          note: [line.sku, line.discount > 0 && words.off(money(line.discount))].filter(Boolean).join(' · '),
        })),
    sums: [
      ...(corrects
        ? []
        : [
            plain(words.subtotal, money(document.subtotal - document.discount)),
            plain(document.shippingName ? `${words.shipping}, ${document.shippingName}` : words.shipping, money(document.shipping)),
          ]),
      ...document.taxes.map(({ bps, base, tax }) => plain(taxed(rate(bps), money(base)), money(tax))),
      strong(corrects ? words.givenBack : words.total, money(document.total)),
      ...(document.credit > 0 ? [plain(corrects ? words.givenBackAsCredit : words.credit, money(document.credit))] : []),
      ...(corrects ? [] : [plain(paidBy(words, document), money(document.total - document.credit))]),
    ],
    notes: document.isTest ? [words.test] : [],
    foot: [seller.name, ...seller.taxNumbers.map(({ kind, number }) => `${kind} ${number}`)].join(' · '),
  };
}

/** "en" alone writes dates and sums as in the United States, which no shop of ours is in by default: the day stands first. */
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

function paidBy(words: (typeof INVOICE_WORDS)['en'], { isTransfer }: InvoiceDocument): string {
  return isTransfer ? `${words.paid} (${words.transfer})` : words.paid;
}

const linesOf = ({ name, line1, line2, postalCode, city, region, country }: Address, locale: string): string[] =>
  [name, line1, line2, `${postalCode} ${city}`.trim(), region, new Intl.DisplayNames(locale, { type: 'region' }).of(country)].filter(
    (line): line is string => typeof line === 'string' && line !== '',
  );
