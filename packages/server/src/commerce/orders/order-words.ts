import type { MailLanguage } from '#platform';

/** What mails about an order say. */
type OrderWords = {
  readonly subject: (shop: string, code: string) => string;
  readonly thanks: (shop: string) => string;
  readonly shipping: string;
  readonly total: string;
  readonly payTo: (holder: string) => string;
  readonly look: string;
  readonly why: (shop: string) => string;
  readonly sentSubject: (shop: string, code: string) => string;
  readonly sent: string;
  readonly partSent: string;
  readonly parcel: (parcel: string) => string;
  readonly track: string;
  readonly cancelledSubject: (shop: string, code: string) => string;
  readonly cancelled: (code: string) => string;
  readonly unitsCancelled: string;
  readonly moneyComesBack: string;
  readonly nothingTaken: string;
};

export const ORDER_WORDS: Readonly<Record<MailLanguage, OrderWords>> = {
  en: {
    subject: (shop, code) => `${shop}: your order ${code}`,
    thanks: (shop) => `Thank you for your order at ${shop}. This is what you chose:`,
    shipping: 'Shipping',
    total: 'Total',
    payTo: (holder) => `To: ${holder}`,
    look: 'See your order',
    why: (shop) => `You get this mail because an order was placed at ${shop} with your address.`,
    sentSubject: (shop, code) => `${shop}: your order ${code} is on its way`,
    sent: 'All of your order has been sent:',
    partSent: 'A part of your order has been sent. The rest follows:',
    parcel: (parcel) => `The parcel: ${parcel}`,
    track: 'Follow the parcel',
    cancelledSubject: (shop, code) => `${shop}: your order ${code} was changed`,
    cancelled: (code) => `Your order ${code} was cancelled. You will not get:`,
    unitsCancelled: 'Some of what you ordered was cancelled. You will not get:',
    moneyComesBack: 'What you paid for it is given back to you.',
    nothingTaken: 'Nothing was taken for it.',
  },
  it: {
    subject: (shop, code) => `${shop}: il tuo ordine ${code}`,
    thanks: (shop) => `Grazie per il tuo ordine da ${shop}. Ecco che cosa hai scelto:`,
    shipping: 'Spedizione',
    total: 'Totale',
    payTo: (holder) => `A: ${holder}`,
    look: 'Vedi il tuo ordine',
    why: (shop) => `Ricevi questo messaggio perché da ${shop} è stato fatto un ordine con il tuo indirizzo.`,
    sentSubject: (shop, code) => `${shop}: il tuo ordine ${code} è in viaggio`,
    sent: 'Tutto il tuo ordine è stato spedito:',
    partSent: 'Una parte del tuo ordine è stata spedita. Il resto seguirà:',
    parcel: (parcel) => `Il pacco: ${parcel}`,
    track: 'Segui il pacco',
    cancelledSubject: (shop, code) => `${shop}: il tuo ordine ${code} è cambiato`,
    cancelled: (code) => `Il tuo ordine ${code} è stato annullato. Non riceverai:`,
    unitsCancelled: 'Una parte di ciò che hai ordinato è stata annullata. Non riceverai:',
    moneyComesBack: 'Ciò che hai pagato ti viene rimborsato.',
    nothingTaken: 'Non è stato addebitato nulla.',
  },
  ar: {
    subject: (shop, code) => `${shop}: طلبك ${code}`,
    thanks: (shop) => `شكرًا لطلبك من ${shop}. هذا ما اخترته:`,
    shipping: 'الشحن',
    total: 'المجموع',
    payTo: (holder) => `إلى: ${holder}`,
    look: 'عرض طلبك',
    why: (shop) => `وصلتك هذه الرسالة لأن طلبًا قُدِّم في ${shop} بعنوانك.`,
    sentSubject: (shop, code) => `${shop}: طلبك ${code} في الطريق إليك`,
    sent: 'أُرسل طلبك كله:',
    partSent: 'أُرسل جزء من طلبك، والباقي يتبعه:',
    parcel: (parcel) => `الطرد: ${parcel}`,
    track: 'تتبّع الطرد',
    cancelledSubject: (shop, code) => `${shop}: تغيّر طلبك ${code}`,
    cancelled: (code) => `أُلغي طلبك ${code}. لن يصلك:`,
    unitsCancelled: 'أُلغي بعض ما طلبته. لن يصلك:',
    moneyComesBack: 'يُعاد إليك ما دفعته مقابله.',
    nothingTaken: 'لم يُحصَّل شيء مقابله.',
  },
  hi: {
    subject: (shop, code) => `${shop}: आपका ऑर्डर ${code}`,
    thanks: (shop) => `${shop} से ऑर्डर करने के लिए धन्यवाद। आपने यह चुना है:`,
    shipping: 'डिलीवरी',
    total: 'कुल',
    payTo: (holder) => `प्राप्तकर्ता: ${holder}`,
    look: 'अपना ऑर्डर देखें',
    why: (shop) => `यह मेल आपको इसलिए मिला क्योंकि ${shop} पर आपके पते से एक ऑर्डर किया गया।`,
    sentSubject: (shop, code) => `${shop}: आपका ऑर्डर ${code} रास्ते में है`,
    sent: 'आपका पूरा ऑर्डर भेज दिया गया है:',
    partSent: 'आपके ऑर्डर का एक हिस्सा भेज दिया गया है। बाकी बाद में आएगा:',
    parcel: (parcel) => `पार्सल: ${parcel}`,
    track: 'पार्सल को ट्रैक करें',
    cancelledSubject: (shop, code) => `${shop}: आपका ऑर्डर ${code} बदल गया है`,
    cancelled: (code) => `आपका ऑर्डर ${code} रद्द कर दिया गया। आपको यह नहीं मिलेगा:`,
    unitsCancelled: 'आपके ऑर्डर की कुछ चीज़ें रद्द कर दी गईं। आपको यह नहीं मिलेगा:',
    moneyComesBack: 'इसके लिए आपने जो भुगतान किया था, वह लौटाया जा रहा है।',
    nothingTaken: 'इसके लिए कोई राशि नहीं ली गई।',
  },
};
