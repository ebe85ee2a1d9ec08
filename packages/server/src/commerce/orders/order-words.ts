import type { MailLanguage } from '#platform';

/** What the mail about a new order says. */
type OrderWords = {
  readonly subject: (shop: string, code: string) => string;
  readonly thanks: (shop: string) => string;
  readonly shipping: string;
  readonly total: string;
  readonly payTo: (holder: string) => string;
  readonly look: string;
  readonly why: (shop: string) => string;
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
  },
  it: {
    subject: (shop, code) => `${shop}: il tuo ordine ${code}`,
    thanks: (shop) => `Grazie per il tuo ordine da ${shop}. Ecco che cosa hai scelto:`,
    shipping: 'Spedizione',
    total: 'Totale',
    payTo: (holder) => `A: ${holder}`,
    look: 'Vedi il tuo ordine',
    why: (shop) => `Ricevi questo messaggio perché da ${shop} è stato fatto un ordine con il tuo indirizzo.`,
  },
  ar: {
    subject: (shop, code) => `${shop}: طلبك ${code}`,
    thanks: (shop) => `شكرًا لطلبك من ${shop}. هذا ما اخترته:`,
    shipping: 'الشحن',
    total: 'المجموع',
    payTo: (holder) => `إلى: ${holder}`,
    look: 'عرض طلبك',
    why: (shop) => `وصلتك هذه الرسالة لأن طلبًا قُدِّم في ${shop} بعنوانك.`,
  },
  hi: {
    subject: (shop, code) => `${shop}: आपका ऑर्डर ${code}`,
    thanks: (shop) => `${shop} से ऑर्डर करने के लिए धन्यवाद। आपने यह चुना है:`,
    shipping: 'डिलीवरी',
    total: 'कुल',
    payTo: (holder) => `प्राप्तकर्ता: ${holder}`,
    look: 'अपना ऑर्डर देखें',
    why: (shop) => `यह मेल आपको इसलिए मिला क्योंकि ${shop} पर आपके पते से एक ऑर्डर किया गया।`,
  },
};
