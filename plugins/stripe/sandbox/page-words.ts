import type { CardId } from './cards.ts';

/** What the simulator's page says, in one language. */
export type PageWords = {
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly notice: string;
  readonly amount: string;
  readonly choose: string;
  readonly hint: string;
  readonly pay: string;
  readonly cancel: string;
  readonly problem: string;
  readonly bankTitle: string;
  readonly bankAsks: string;
  readonly approve: string;
  readonly refuse: string;
  readonly done: string;
  readonly over: string;
  readonly back: string;
  readonly noPayment: string;
  readonly noPaymentHint: string;
  readonly noChoice: string;
  readonly cards: Readonly<Record<CardId, string>>;
  /** What the bank made of a card, by Stripe's codes; `other` for the rest. */
  readonly declines: Readonly<Record<string, string>> & { readonly other: string };
};

const en: PageWords = {
  dir: 'ltr',
  title: 'Pay with a test card',
  notice: 'This is a simulator of Stripe. No card is charged, and no money moves.',
  amount: 'To pay',
  choose: 'How should the card behave?',
  hint: 'The numbers are Stripe’s published test numbers. Never enter a real card anywhere on this page.',
  pay: 'Pay',
  cancel: 'Cancel and go back to the shop',
  problem: 'The payment did not go through',
  bankTitle: 'Your bank asks: is this you?',
  bankAsks: 'The bank wants the buyer to confirm this payment (3-D Secure). Decide what the buyer answers.',
  approve: 'Yes, pay',
  refuse: 'No, it is not me',
  done: 'This payment is settled. There is nothing more to do here.',
  over: 'This payment was given up. Begin again in the shop.',
  back: 'Back to the shop',
  noPayment: 'There is no such payment',
  noPaymentHint: 'The address is incomplete, or the payment was made elsewhere. Go back to the shop and begin again.',
  noChoice: 'Choose a card first.',
  cards: {
    approved: 'Approved at once',
    bank: 'The bank asks first (3-D Secure)',
    funds: 'Declined: not enough money',
    declined: 'Declined, without a reason',
    expired: 'Declined: the card has expired',
    cvc: 'Declined: wrong security code',
    processing: 'Declined: the bank cannot be reached',
    suspected: 'Declined: fraud is suspected',
    dispute: 'Approved, and disputed after the capture',
    'refund-pending': 'Approved; a refund takes a minute',
    'refund-fails': 'Approved; a refund fails after a minute',
  },
  declines: {
    insufficient_funds: 'The card has not enough money. Choose another one.',
    expired_card: 'The card has expired. Choose another one.',
    incorrect_cvc: 'The security code is not right. Choose another card.',
    processing_error: 'The bank could not be reached. Try again.',
    payment_intent_authentication_failure: 'The bank was told that it was not the buyer. Choose a card and try again.',
    other: 'The card was declined. Choose another one.',
  },
};

const ar: PageWords = {
  dir: 'rtl',
  title: 'ادفع ببطاقة اختبار',
  notice: 'هذا محاكٍ لخدمة Stripe. لا يُخصم من أي بطاقة ولا ينتقل أي مال.',
  amount: 'المبلغ',
  choose: 'كيف تتصرف البطاقة؟',
  hint: 'الأرقام هي أرقام الاختبار التي تنشرها Stripe. لا تكتب بطاقة حقيقية في هذه الصفحة أبدًا.',
  pay: 'ادفع',
  cancel: 'إلغاء والعودة إلى المتجر',
  problem: 'لم تتم عملية الدفع',
  bankTitle: 'يسألك مصرفك: هل هذا أنت؟',
  bankAsks: 'يريد المصرف أن يؤكد المشتري هذا الدفع (3-D Secure). قرّر ما يجيب به المشتري.',
  approve: 'نعم، ادفع',
  refuse: 'لا، لست أنا',
  done: 'اكتمل هذا الدفع. لا شيء آخر تفعله هنا.',
  over: 'تُرك هذا الدفع. ابدأ من جديد في المتجر.',
  back: 'العودة إلى المتجر',
  noPayment: 'لا يوجد مثل هذا الدفع',
  noPaymentHint: 'العنوان ناقص، أو جرى الدفع في مكان آخر. عد إلى المتجر وابدأ من جديد.',
  noChoice: 'اختر بطاقة أولًا.',
  cards: {
    approved: 'تُقبل فورًا',
    bank: 'يسأل المصرف أولًا (3-D Secure)',
    funds: 'تُرفض: الرصيد لا يكفي',
    declined: 'تُرفض دون سبب',
    expired: 'تُرفض: انتهت صلاحية البطاقة',
    cvc: 'تُرفض: رمز الأمان خاطئ',
    processing: 'تُرفض: لا يمكن الوصول إلى المصرف',
    suspected: 'تُرفض: اشتباه في احتيال',
    dispute: 'تُقبل، ثم يعترض المشتري بعد التحصيل',
    'refund-pending': 'تُقبل؛ ويستغرق رد المال دقيقة',
    'refund-fails': 'تُقبل؛ ويفشل رد المال بعد دقيقة',
  },
  declines: {
    insufficient_funds: 'رصيد البطاقة لا يكفي. اختر بطاقة أخرى.',
    expired_card: 'انتهت صلاحية البطاقة. اختر بطاقة أخرى.',
    incorrect_cvc: 'رمز الأمان غير صحيح. اختر بطاقة أخرى.',
    processing_error: 'تعذر الوصول إلى المصرف. حاول مرة أخرى.',
    payment_intent_authentication_failure: 'قيل للمصرف إنه ليس المشتري. اختر بطاقة وحاول مرة أخرى.',
    other: 'رُفضت البطاقة. اختر بطاقة أخرى.',
  },
};

const LANGUAGES: Readonly<Record<string, PageWords>> = { en, ar };

/** The first language of `Accept-Language` that there is, or of `?lang=`; English otherwise. */
export function wordsFor(request: Request): { readonly language: string; readonly words: PageWords } {
  const asked = new URL(request.url).searchParams.get('lang');
  const accepted = (request.headers.get('accept-language') ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '');
  const wanted = [...(asked === null ? [] : [asked]), ...accepted].map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  const language = wanted.find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en';
  return { language, words: LANGUAGES[language] ?? en };
}
