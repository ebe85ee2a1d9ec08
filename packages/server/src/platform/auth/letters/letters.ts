import type { MailLanguage } from '../../mail/languages.ts';
import type { Letter } from '../../mail/letter.ts';
import type { Role } from '../../permissions.ts';

/** What sign-in writes to people. `url` is an address that opens something, so these never lie in a shop's mail. */
export type LetterKind = 'invitation' | 'password-reset' | 'password-changed' | 'mail-change';
type Facts = { readonly url: string; readonly shop?: string; readonly role?: Role };

type Words = {
  readonly roles: Readonly<Record<Role, string>>;
  readonly letters: Readonly<Record<LetterKind, (facts: { url: string; shop: string; role: string }) => Letter>>;
};

const ENGLISH: Words = {
  roles: { owner: 'owner', admin: 'admin', operator: 'operator', viewer: 'viewer' },
  letters: {
    invitation: ({ url, shop, role }) => ({
      subject: `${shop} invites you`,
      paragraphs: [`You are invited to work at ${shop}, as ${role}.`],
      action: { label: 'Accept', url },
      foot: 'The link works once, within seven days. If you do not know this shop, leave it be.',
    }),
    'password-reset': ({ url }) => ({
      subject: 'A new password',
      paragraphs: ['Somebody asked for a new password for this address.'],
      action: { label: 'Choose a password', url },
      foot: 'The link works once, within an hour. If it was not you, leave it be: nothing has changed.',
    }),
    'password-changed': ({ url }) => ({
      subject: 'Your password was changed',
      paragraphs: ['Your password was changed just now, and everybody else who was signed in as you was signed out.'],
      action: { label: 'It was not me', url },
    }),
    'mail-change': ({ url }) => ({
      subject: 'Your new address',
      paragraphs: ['Confirm that this address is yours. Until then you sign in with the one before.'],
      action: { label: 'Confirm the address', url },
      foot: 'The link works once, within a day.',
    }),
  },
};

const ITALIAN: Words = {
  roles: { owner: 'titolare', admin: 'amministratore', operator: 'operatore', viewer: 'osservatore' },
  letters: {
    invitation: ({ url, shop, role }) => ({
      subject: `${shop} ti invita`,
      paragraphs: [`Ti invitano a lavorare da ${shop}, come ${role}.`],
      action: { label: 'Accetta', url },
      foot: 'Il link vale una volta sola, per sette giorni. Se non conosci questo negozio, non fare nulla.',
    }),
    'password-reset': ({ url }) => ({
      subject: 'Una nuova password',
      paragraphs: ['Qualcuno ha chiesto una nuova password per questo indirizzo.'],
      action: { label: 'Scegli una password', url },
      foot: 'Il link vale una volta sola, per un’ora. Se non l’hai chiesta tu, non fare nulla: non è cambiato niente.',
    }),
    'password-changed': ({ url }) => ({
      subject: 'La tua password è cambiata',
      paragraphs: ['La tua password è appena cambiata, e chi altro era collegato a tuo nome è stato scollegato.'],
      action: { label: 'Non sono stato io', url },
    }),
    'mail-change': ({ url }) => ({
      subject: 'Il tuo nuovo indirizzo',
      paragraphs: ['Conferma che questo indirizzo è tuo. Fino ad allora accedi con quello di prima.'],
      action: { label: 'Conferma l’indirizzo', url },
      foot: 'Il link vale una volta sola, per un giorno.',
    }),
  },
};

const ARABIC: Words = {
  roles: { owner: 'مالك', admin: 'مدير', operator: 'مشغّل', viewer: 'مطّلع' },
  letters: {
    invitation: ({ url, shop, role }) => ({
      subject: `دعوة من ${shop}`,
      paragraphs: [`ندعوك إلى العمل في ${shop} بصفة ${role}.`],
      action: { label: 'قبول الدعوة', url },
      foot: 'يعمل الرابط مرة واحدة خلال سبعة أيام. إن كنت لا تعرف هذا المتجر فتجاهل الرسالة.',
    }),
    'password-reset': ({ url }) => ({
      subject: 'كلمة مرور جديدة',
      paragraphs: ['طلب شخص ما كلمة مرور جديدة لهذا العنوان.'],
      action: { label: 'اختيار كلمة مرور', url },
      foot: 'يعمل الرابط مرة واحدة خلال ساعة. إن لم تكن أنت من طلبها فتجاهل الرسالة، ولم يتغير شيء.',
    }),
    'password-changed': ({ url }) => ({
      subject: 'تغيّرت كلمة مرورك',
      paragraphs: ['تغيّرت كلمة مرورك الآن، وسُجّل خروج كل من كان داخلاً باسمك.'],
      action: { label: 'لم أكن أنا', url },
    }),
    'mail-change': ({ url }) => ({
      subject: 'عنوانك الجديد',
      paragraphs: ['أكّد أن هذا العنوان لك. وحتى ذلك الحين تدخل بالعنوان السابق.'],
      action: { label: 'تأكيد العنوان', url },
      foot: 'يعمل الرابط مرة واحدة خلال يوم.',
    }),
  },
};

const HINDI: Words = {
  roles: { owner: 'स्वामी', admin: 'प्रबंधक', operator: 'संचालक', viewer: 'दर्शक' },
  letters: {
    invitation: ({ url, shop, role }) => ({
      subject: `${shop} का निमंत्रण`,
      paragraphs: [`आपको ${shop} में ${role} के रूप में काम करने के लिए बुलाया गया है।`],
      action: { label: 'स्वीकार करें', url },
      foot: 'यह लिंक सात दिन के भीतर एक बार काम करता है। यदि आप इस दुकान को नहीं जानते, तो इसे छोड़ दें।',
    }),
    'password-reset': ({ url }) => ({
      subject: 'नया पासवर्ड',
      paragraphs: ['किसी ने इस पते के लिए नया पासवर्ड माँगा है।'],
      action: { label: 'पासवर्ड चुनें', url },
      foot: 'यह लिंक एक घंटे के भीतर एक बार काम करता है। यदि आपने नहीं माँगा, तो इसे छोड़ दें: कुछ नहीं बदला है।',
    }),
    'password-changed': ({ url }) => ({
      subject: 'आपका पासवर्ड बदल गया',
      paragraphs: ['आपका पासवर्ड अभी बदला गया, और आपके नाम से जुड़े बाकी सब को बाहर कर दिया गया।'],
      action: { label: 'यह मैंने नहीं किया', url },
    }),
    'mail-change': ({ url }) => ({
      subject: 'आपका नया पता',
      paragraphs: ['पुष्टि करें कि यह पता आपका है। तब तक आप पुराने पते से प्रवेश करेंगे।'],
      action: { label: 'पते की पुष्टि करें', url },
      foot: 'यह लिंक एक दिन के भीतर एक बार काम करता है।',
    }),
  },
};

const WORDS: Readonly<Record<MailLanguage, Words>> = { en: ENGLISH, it: ITALIAN, ar: ARABIC, hi: HINDI };

export function writeLetter(kind: LetterKind, language: MailLanguage, { url, shop = '', role }: Facts): Letter {
  const { roles, letters } = WORDS[language];
  return letters[kind]({ url, shop, role: role ? roles[role] : '' });
}
