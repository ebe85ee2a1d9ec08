import type { MailLanguage } from '#platform';
import type { InvoiceKind } from './invoice.ts';

/** What an invoice says beside names and sums. */
type InvoiceWords = {
  readonly title: Readonly<Record<InvoiceKind, (number: string) => string>>;
  readonly issued: string;
  readonly order: string;
  readonly ordered: string;
  readonly corrects: string;
  readonly invoiceOf: (number: string, date: string) => string;
  readonly from: string;
  readonly billTo: string;
  readonly goesTo: string;
  readonly what: string;
  readonly units: string;
  readonly each: string;
  readonly tax: string;
  readonly sum: string;
  readonly off: (amount: string) => string;
  readonly subtotal: string;
  readonly shipping: string;
  readonly taxAt: (rate: string, base: string) => string;
  readonly taxIn: (rate: string, base: string) => string;
  readonly total: string;
  readonly credit: string;
  readonly paid: string;
  readonly givenBack: string;
  readonly givenBackAsCredit: string;
  readonly allGoesBack: string;
  readonly transfer: string;
  readonly test: string;
};

export const INVOICE_WORDS: Readonly<Record<MailLanguage, InvoiceWords>> = {
  en: {
    title: { invoice: (number) => `Invoice ${number}`, credit_note: (number) => `Credit note ${number}` },
    issued: 'Date',
    order: 'Order',
    ordered: 'Ordered on',
    corrects: 'For',
    invoiceOf: (number, date) => `invoice ${number} of ${date}`,
    from: 'From',
    billTo: 'Bill to',
    goesTo: 'Sent to',
    what: 'What',
    units: 'Units',
    each: 'Each',
    tax: 'Tax',
    sum: 'Sum',
    off: (amount) => `less ${amount}`,
    subtotal: 'Goods',
    shipping: 'Shipping',
    taxAt: (rate, base) => `Tax ${rate} on ${base}`,
    taxIn: (rate, base) => `Tax ${rate} in it, on ${base}`,
    total: 'Total',
    credit: 'Paid with gift cards and credit',
    paid: 'Paid',
    givenBack: 'Given back',
    givenBackAsCredit: 'of it to gift cards and credit',
    allGoesBack: 'Money given back',
    transfer: 'bank transfer',
    test: 'A test: no money moved, and this is no invoice for anything.',
  },
  it: {
    title: { invoice: (number) => `Fattura ${number}`, credit_note: (number) => `Nota di credito ${number}` },
    issued: 'Data',
    order: 'Ordine',
    ordered: 'Ordinato il',
    corrects: 'Riguarda',
    invoiceOf: (number, date) => `la fattura ${number} del ${date}`,
    from: 'Da',
    billTo: 'Intestata a',
    goesTo: 'Spedito a',
    what: 'Articolo',
    units: 'Pezzi',
    each: 'Prezzo',
    tax: 'IVA',
    sum: 'Importo',
    off: (amount) => `sconto ${amount}`,
    subtotal: 'Merce',
    shipping: 'Spedizione',
    taxAt: (rate, base) => `IVA ${rate} su ${base}`,
    taxIn: (rate, base) => `IVA ${rate} inclusa, su ${base}`,
    total: 'Totale',
    credit: 'Pagato con buoni regalo e credito',
    paid: 'Pagato',
    givenBack: 'Rimborsato',
    givenBackAsCredit: 'di cui su buoni regalo e credito',
    allGoesBack: 'Somma rimborsata',
    transfer: 'bonifico bancario',
    test: 'Una prova: nessuna somma è stata mossa e questa non è una fattura.',
  },
  ar: {
    title: { invoice: (number) => `فاتورة رقم ${number}`, credit_note: (number) => `إشعار دائن رقم ${number}` },
    issued: 'التاريخ',
    order: 'الطلب',
    ordered: 'تاريخ الطلب',
    corrects: 'بخصوص',
    invoiceOf: (number, date) => `الفاتورة رقم ${number} بتاريخ ${date}`,
    from: 'من',
    billTo: 'الفاتورة باسم',
    goesTo: 'أُرسلت إلى',
    what: 'القطعة',
    units: 'العدد',
    each: 'سعر القطعة',
    tax: 'الضريبة',
    sum: 'المبلغ',
    off: (amount) => `خصم ${amount}`,
    subtotal: 'البضاعة',
    shipping: 'الشحن',
    taxAt: (rate, base) => `ضريبة ${rate} على ${base}`,
    taxIn: (rate, base) => `تشمل ضريبة ${rate} على ${base}`,
    total: 'المجموع',
    credit: 'دُفع ببطاقات الهدايا والرصيد',
    paid: 'المدفوع',
    givenBack: 'المبلغ المُعاد',
    givenBackAsCredit: 'منه إلى بطاقات الهدايا والرصيد',
    allGoesBack: 'مبلغ أُعيد',
    transfer: 'تحويل مصرفي',
    test: 'تجربة: لم ينتقل أي مال، وهذه ليست فاتورة.',
  },
  hi: {
    title: { invoice: (number) => `चालान ${number}`, credit_note: (number) => `क्रेडिट नोट ${number}` },
    issued: 'तारीख',
    order: 'ऑर्डर',
    ordered: 'ऑर्डर की तारीख',
    corrects: 'संबंधित',
    invoiceOf: (number, date) => `चालान ${number}, ${date}`,
    from: 'विक्रेता',
    billTo: 'खरीदार',
    goesTo: 'भेजने का पता',
    what: 'वस्तु',
    units: 'संख्या',
    each: 'प्रति नग',
    tax: 'कर',
    sum: 'राशि',
    off: (amount) => `छूट ${amount}`,
    subtotal: 'सामान',
    shipping: 'डिलीवरी',
    taxAt: (rate, base) => `${base} पर ${rate} कर`,
    taxIn: (rate, base) => `${base} पर ${rate} कर शामिल`,
    total: 'कुल',
    credit: 'गिफ़्ट कार्ड और क्रेडिट से भुगतान',
    paid: 'भुगतान किया गया',
    givenBack: 'लौटाई गई राशि',
    givenBackAsCredit: 'उसमें से गिफ़्ट कार्ड और क्रेडिट में',
    allGoesBack: 'लौटाई गई राशि',
    transfer: 'बैंक ट्रांसफ़र',
    test: 'परीक्षण: कोई राशि नहीं ली गई, और यह कोई चालान नहीं है।',
  },
};
