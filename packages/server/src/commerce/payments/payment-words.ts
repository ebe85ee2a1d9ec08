import type { MailLanguage } from '#platform';

/** What mails about payments say to the buyer. */
type PaymentWords = {
  readonly refunded: (shop: string, code: string) => string;
  readonly givenBack: (amount: string, code: string) => string;
  readonly failed: (shop: string, code: string) => string;
  readonly notTaken: (code: string) => string;
  readonly calledOff: string;
  readonly shopWrites: string;
  readonly look: string;
  readonly why: (shop: string) => string;
};

export const PAYMENT_WORDS: Readonly<Record<MailLanguage, PaymentWords>> = {
  en: {
    refunded: (shop, code) => `${shop}: money back for your order ${code}`,
    givenBack: (amount, code) =>
      `${amount} of your order ${code} is on its way back to you, the way you paid. Banks take a few days to show it.`,
    failed: (shop, code) => `${shop}: your order ${code} could not be paid`,
    notTaken: (code) => `The payment of your order ${code} was promised and then declined. Nothing was charged.`,
    calledOff: 'The order is cancelled. Order again and pay another way if you still want it.',
    shopWrites: 'The shop will write to you about how to go on.',
    look: 'See your order',
    why: (shop) => `You get this mail because an order was placed at ${shop} with your address.`,
  },
  it: {
    refunded: (shop, code) => `${shop}: rimborso per il tuo ordine ${code}`,
    givenBack: (amount, code) =>
      `${amount} del tuo ordine ${code} ti viene restituito nel modo in cui hai pagato. Le banche impiegano qualche giorno.`,
    failed: (shop, code) => `${shop}: il pagamento dell’ordine ${code} non è riuscito`,
    notTaken: (code) => `Il pagamento del tuo ordine ${code} era stato promesso ed è stato poi rifiutato. Non ti è stato addebitato nulla.`,
    calledOff: 'L’ordine è annullato. Se lo desideri ancora, ordina di nuovo e paga in un altro modo.',
    shopWrites: 'Il negozio ti scriverà come proseguire.',
    look: 'Vedi il tuo ordine',
    why: (shop) => `Ricevi questo messaggio perché da ${shop} è stato fatto un ordine con il tuo indirizzo.`,
  },
  ar: {
    refunded: (shop, code) => `${shop}: إعادة مبلغ لطلبك ${code}`,
    givenBack: (amount, code) => `يُعاد إليك ${amount} من طلبك ${code} بالطريقة التي دفعت بها. قد تحتاج البنوك إلى بضعة أيام.`,
    failed: (shop, code) => `${shop}: تعذّر دفع طلبك ${code}`,
    notTaken: (code) => `وُعِد بدفع طلبك ${code} ثم رُفض. لم يُخصم شيء.`,
    calledOff: 'أُلغي الطلب. إن كنت لا تزال تريده فاطلبه من جديد وادفع بطريقة أخرى.',
    shopWrites: 'سيكتب إليك المتجر عمّا يلي.',
    look: 'عرض طلبك',
    why: (shop) => `وصلتك هذه الرسالة لأن طلبًا قُدِّم في ${shop} بعنوانك.`,
  },
  hi: {
    refunded: (shop, code) => `${shop}: आपके ऑर्डर ${code} के पैसे वापस`,
    givenBack: (amount, code) => `आपके ऑर्डर ${code} के ${amount} उसी तरीके से लौटाए जा रहे हैं जिससे आपने भुगतान किया था। बैंक में दिखने में कुछ दिन लगते हैं।`,
    failed: (shop, code) => `${shop}: आपके ऑर्डर ${code} का भुगतान नहीं हो सका`,
    notTaken: (code) => `आपके ऑर्डर ${code} का भुगतान पहले मंज़ूर हुआ और फिर अस्वीकार हो गया। कुछ भी नहीं काटा गया।`,
    calledOff: 'ऑर्डर रद्द कर दिया गया है। अगर अब भी चाहिए तो दोबारा ऑर्डर करें और किसी और तरीके से भुगतान करें।',
    shopWrites: 'आगे क्या करना है, दुकान आपको लिखेगी।',
    look: 'अपना ऑर्डर देखें',
    why: (shop) => `यह मेल आपको इसलिए मिला क्योंकि ${shop} में आपके पते से ऑर्डर किया गया था।`,
  },
};
