import { type DoorCtx, languageOfMail, type Letter, type MailLanguage, sendPrivatelyLater } from '#platform';
import { CODE_MINUTES } from './customer.ts';

/** What an account writes to its owner. */
type Facts = { readonly shop: string; readonly url: string; readonly code?: string; readonly email?: string };
type LetterKind = 'code' | 'email-code' | 'password-changed' | 'email-changed' | 'erased';

const ENGLISH: Readonly<Record<LetterKind, (facts: Facts) => Letter>> = {
  code: ({ shop, code = '' }) => ({
    subject: `${code} is your code for ${shop}`,
    paragraphs: [`Your code for ${shop}:`, code, `It works once, within ${CODE_MINUTES} minutes.`],
    foot: 'If you did not ask for it, leave it be and show it to nobody: without it nobody comes in.',
  }),
  'email-code': ({ shop, code = '' }) => ({
    subject: `${code} confirms your new address at ${shop}`,
    paragraphs: [
      `With this code you confirm that this address is yours at ${shop}:`,
      code,
      `It works once, within ${CODE_MINUTES} minutes.`,
    ],
    foot: 'If you did not ask for it, leave it be: nothing changes.',
  }),
  'password-changed': ({ shop, url }) => ({
    subject: `Your password at ${shop} was changed`,
    paragraphs: [`Your password at ${shop} was changed just now, and everybody else who was signed in as you was signed out.`],
    action: { label: 'It was not me', url },
  }),
  'email-changed': ({ shop, url, email = '' }) => ({
    subject: `Your address at ${shop} was changed`,
    paragraphs: [`From now on you sign in at ${shop} as ${email}.`],
    action: { label: 'It was not me', url },
  }),
  erased: ({ shop }) => ({
    subject: `Your account at ${shop} is erased`,
    paragraphs: [`Your account at ${shop} and what it knew of you are erased. Of your orders only what the law asks for is kept.`],
    foot: 'This is the last mail about it.',
  }),
};

const ITALIAN: typeof ENGLISH = {
  code: ({ shop, code = '' }) => ({
    subject: `${code} è il tuo codice per ${shop}`,
    paragraphs: [`Il tuo codice per ${shop}:`, code, `Vale una volta sola, per ${CODE_MINUTES} minuti.`],
    foot: 'Se non l’hai chiesto, non fare nulla e non mostrarlo a nessuno: senza il codice non entra nessuno.',
  }),
  'email-code': ({ shop, code = '' }) => ({
    subject: `${code} conferma il tuo nuovo indirizzo da ${shop}`,
    paragraphs: [
      `Con questo codice confermi che questo indirizzo è tuo, da ${shop}:`,
      code,
      `Vale una volta sola, per ${CODE_MINUTES} minuti.`,
    ],
    foot: 'Se non l’hai chiesto, non fare nulla: non cambia niente.',
  }),
  'password-changed': ({ shop, url }) => ({
    subject: `La tua password da ${shop} è cambiata`,
    paragraphs: [`La tua password da ${shop} è appena cambiata, e chi altro era collegato a tuo nome è stato scollegato.`],
    action: { label: 'Non sono stato io', url },
  }),
  'email-changed': ({ shop, url, email = '' }) => ({
    subject: `Il tuo indirizzo da ${shop} è cambiato`,
    paragraphs: [`D’ora in poi da ${shop} entri come ${email}.`],
    action: { label: 'Non sono stato io', url },
  }),
  erased: ({ shop }) => ({
    subject: `Il tuo account da ${shop} è cancellato`,
    paragraphs: [
      `Il tuo account da ${shop} e ciò che sapeva di te sono cancellati. Dei tuoi ordini resta solo quello che chiede la legge.`,
    ],
    foot: 'Questo è l’ultimo messaggio che lo riguarda.',
  }),
};

const ARABIC: typeof ENGLISH = {
  code: ({ shop, code = '' }) => ({
    subject: `${code} رمزك في ${shop}`,
    paragraphs: [`رمزك في ${shop}:`, code, `يصلح مرة واحدة، خلال ${CODE_MINUTES} دقائق.`],
    foot: 'إن لم تطلبه فدعه ولا تُره لأحد: لا يدخل أحد من دونه.',
  }),
  'email-code': ({ shop, code = '' }) => ({
    subject: `${code} يؤكد عنوانك الجديد في ${shop}`,
    paragraphs: [`بهذا الرمز تؤكد أن هذا العنوان لك في ${shop}:`, code, `يصلح مرة واحدة، خلال ${CODE_MINUTES} دقائق.`],
    foot: 'إن لم تطلبه فدعه: لا يتغير شيء.',
  }),
  'password-changed': ({ shop, url }) => ({
    subject: `تغيّرت كلمة مرورك في ${shop}`,
    paragraphs: [`تغيّرت كلمة مرورك في ${shop} قبل قليل، وأُخرج كل من كان داخلًا باسمك.`],
    action: { label: 'لست أنا من فعل', url },
  }),
  'email-changed': ({ shop, url, email = '' }) => ({
    subject: `تغيّر عنوانك في ${shop}`,
    paragraphs: [`من الآن تدخل إلى ${shop} بالعنوان ${email}.`],
    action: { label: 'لست أنا من فعل', url },
  }),
  erased: ({ shop }) => ({
    subject: `مُحي حسابك في ${shop}`,
    paragraphs: [`مُحي حسابك في ${shop} وما كان يعرفه عنك. ولم يبق من طلباتك إلا ما يطلبه القانون.`],
    foot: 'هذه آخر رسالة في شأنه.',
  }),
};

const HINDI: typeof ENGLISH = {
  code: ({ shop, code = '' }) => ({
    subject: `${shop} के लिए आपका कोड ${code}`,
    paragraphs: [`${shop} के लिए आपका कोड:`, code, `यह एक बार, ${CODE_MINUTES} मिनट के भीतर काम करता है।`],
    foot: 'अगर आपने इसे नहीं माँगा, तो इसे रहने दें और किसी को न दिखाएँ: इसके बिना कोई भीतर नहीं आता।',
  }),
  'email-code': ({ shop, code = '' }) => ({
    subject: `${code} से ${shop} पर आपका नया पता पक्का होता है`,
    paragraphs: [`इस कोड से आप पक्का करते हैं कि ${shop} पर यह पता आपका है:`, code, `यह एक बार, ${CODE_MINUTES} मिनट के भीतर काम करता है।`],
    foot: 'अगर आपने इसे नहीं माँगा, तो इसे रहने दें: कुछ नहीं बदलता।',
  }),
  'password-changed': ({ shop, url }) => ({
    subject: `${shop} पर आपका पासवर्ड बदल गया`,
    paragraphs: [`${shop} पर आपका पासवर्ड अभी बदला गया, और आपके नाम से जो भी और भीतर था, उसे बाहर कर दिया गया।`],
    action: { label: 'यह मैंने नहीं किया', url },
  }),
  'email-changed': ({ shop, url, email = '' }) => ({
    subject: `${shop} पर आपका पता बदल गया`,
    paragraphs: [`अब से आप ${shop} पर ${email} से भीतर आते हैं।`],
    action: { label: 'यह मैंने नहीं किया', url },
  }),
  erased: ({ shop }) => ({
    subject: `${shop} पर आपका खाता मिटा दिया गया`,
    paragraphs: [`${shop} पर आपका खाता और उसमें आपके बारे में जो था, मिटा दिया गया। आपके ऑर्डर में से वही बचा है जो क़ानून माँगता है।`],
    foot: 'इसके बारे में यह आख़िरी मेल है।',
  }),
};

const LETTERS: Readonly<Record<MailLanguage, typeof ENGLISH>> = { en: ENGLISH, it: ITALIAN, ar: ARABIC, hi: HINDI };

/** A letter of a kind; `locale` is BCP 47. */
const writeAccountLetter = (kind: LetterKind, locale: string, facts: Facts): Letter => LETTERS[languageOfMail(locale)][kind](facts);

type AccountLetter = {
  readonly kind: LetterKind;
  readonly to: string;
  readonly language: string;
  readonly code?: string;
  readonly email?: string;
};

/** Sends it past the shop's list of mail, and is not waited for. `prepare` runs alongside too; null sends nothing. */
export function tellCustomerLater(ctx: DoorCtx, prepare: () => Promise<AccountLetter | null>): void {
  const { name: shop, locale: ownLocale } = ctx.shop;
  sendPrivatelyLater(ctx, async () => {
    const told = await prepare();
    if (!told) return null;
    const { kind, to, language, ...facts } = told;
    const locale = language || ownLocale;
    return {
      to,
      locale,
      from: shop,
      sender: shop,
      letter: writeAccountLetter(kind, locale, { shop, url: `${ctx.shopUrl}account`, ...facts }),
    };
  });
}
