import type { MailLanguage } from '../mail/languages.ts';
import type { NotificationKind } from './kinds.ts';

/** What the mail of a notification says. `name` is what it is about: an order's code, a product's name, an address. */
type Words = {
  readonly subject: Readonly<Record<NotificationKind, (name: string) => string>>;
  readonly look: string;
  readonly why: (shop: string) => string;
};

/** `: name` where there is one. */
const about = (name: string): string => (name === '' ? '' : `: ${name}`);

export const NOTIFICATION_WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    subject: {
      'order.placed': (name) => `New order${about(name)}`,
      'order.payment_failed': (name) => `A payment could not be taken${about(name)}`,
      'order.refund_failed': (name) => `A refund did not reach the buyer${about(name)}`,
      'order.disputed': (name) => `A payment is disputed${about(name)}`,
      'payment.case_opened': (name) => `A payment needs a look${about(name)}`,
      'stock.low': (name) => `Running low${about(name)}`,
      'launch.waiting': (name) => `A launch waits for your yes${about(name)}`,
      'launch.held': (name) => `A launch was held for a look${about(name)}`,
      'launch.completed': (name) => `A launch is finished${about(name)}`,
      'launch.failed': (name) => `A launch failed${about(name)}`,
      'carrier.failed': (name) => `A carrier does not answer${about(name)}`,
      'mail.failed': (name) => `A mail could not be sent${about(name)}`,
      'webhook.disabled': (name) => `A webhook was switched off${about(name)}`,
    },
    look: 'Have a look',
    why: (shop) => `You get this mail as a member of ${shop}. Under Notifications you choose what is sent to you.`,
  },
  it: {
    subject: {
      'order.placed': (name) => `Nuovo ordine${about(name)}`,
      'order.payment_failed': (name) => `Un pagamento non è riuscito${about(name)}`,
      'order.refund_failed': (name) => `Un rimborso non è arrivato${about(name)}`,
      'order.disputed': (name) => `Un pagamento è contestato${about(name)}`,
      'payment.case_opened': (name) => `Un pagamento va controllato${about(name)}`,
      'stock.low': (name) => `Sta per finire${about(name)}`,
      'launch.waiting': (name) => `Un lancio aspetta il tuo sì${about(name)}`,
      'launch.held': (name) => `Un lancio è fermo in attesa di un controllo${about(name)}`,
      'launch.completed': (name) => `Un lancio è terminato${about(name)}`,
      'launch.failed': (name) => `Un lancio non è riuscito${about(name)}`,
      'carrier.failed': (name) => `Un corriere non risponde${about(name)}`,
      'mail.failed': (name) => `Un messaggio non è stato spedito${about(name)}`,
      'webhook.disabled': (name) => `Un webhook è stato disattivato${about(name)}`,
    },
    look: 'Dai un’occhiata',
    why: (shop) => `Ricevi questo messaggio come membro di ${shop}. In Notifiche scegli che cosa ti viene mandato.`,
  },
  ar: {
    subject: {
      'order.placed': (name) => `طلب جديد${about(name)}`,
      'order.payment_failed': (name) => `تعذّر تحصيل دفعة${about(name)}`,
      'order.refund_failed': (name) => `لم يصل مبلغ مُعاد إلى المشتري${about(name)}`,
      'order.disputed': (name) => `دفعة متنازع عليها${about(name)}`,
      'payment.case_opened': (name) => `دفعة تحتاج إلى نظرة${about(name)}`,
      'stock.low': (name) => `يوشك على النفاد${about(name)}`,
      'launch.waiting': (name) => `إطلاق ينتظر موافقتك${about(name)}`,
      'launch.held': (name) => `أُوقف إطلاق للمراجعة${about(name)}`,
      'launch.completed': (name) => `اكتمل إطلاق${about(name)}`,
      'launch.failed': (name) => `تعذّر إطلاق${about(name)}`,
      'carrier.failed': (name) => `شركة شحن لا تجيب${about(name)}`,
      'mail.failed': (name) => `تعذّر إرسال رسالة${about(name)}`,
      'webhook.disabled': (name) => `أُوقف خطاف ويب${about(name)}`,
    },
    look: 'ألقِ نظرة',
    why: (shop) => `وصلتك هذه الرسالة بصفتك عضوًا في ${shop}. في «الإشعارات» تختار ما يُرسل إليك.`,
  },
  hi: {
    subject: {
      'order.placed': (name) => `नया ऑर्डर${about(name)}`,
      'order.payment_failed': (name) => `एक भुगतान नहीं लिया जा सका${about(name)}`,
      'order.refund_failed': (name) => `एक रिफ़ंड खरीदार तक नहीं पहुँचा${about(name)}`,
      'order.disputed': (name) => `एक भुगतान पर विवाद है${about(name)}`,
      'payment.case_opened': (name) => `एक भुगतान को देखना ज़रूरी है${about(name)}`,
      'stock.low': (name) => `स्टॉक कम हो रहा है${about(name)}`,
      'launch.waiting': (name) => `एक लॉन्च आपकी हाँ का इंतज़ार कर रहा है${about(name)}`,
      'launch.held': (name) => `एक लॉन्च जाँच के लिए रोका गया${about(name)}`,
      'launch.completed': (name) => `एक लॉन्च पूरा हुआ${about(name)}`,
      'launch.failed': (name) => `एक लॉन्च नहीं हो सका${about(name)}`,
      'carrier.failed': (name) => `एक वाहक जवाब नहीं दे रहा है${about(name)}`,
      'mail.failed': (name) => `एक मेल नहीं भेजा जा सका${about(name)}`,
      'webhook.disabled': (name) => `एक वेबहुक बंद कर दिया गया${about(name)}`,
    },
    look: 'देखें',
    why: (shop) => `यह मेल आपको ${shop} के सदस्य के रूप में मिला। “सूचनाएँ” में आप चुनते हैं कि आपको क्या भेजा जाए।`,
  },
};
