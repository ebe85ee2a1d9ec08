import type { ProductFacts } from '@bottega/contracts';
import type { Language } from './language.ts';
import { languageFor } from './languages/index.ts';

/**
 * Words that claim something of a product. A word ending in `*` stands for all that begin with it. None may be written unless
 * the maker wrote it first. By line: making; strength; nature; sending; praise; haste and price; proof; matter; origin and size; care.
 */
const CLAIM_WORDS: Readonly<Record<Language['code'], readonly string[]>> = {
  en: [
    'handmade, hand-made, handcraft*, hand-craft*, crafted, artisan*, hand-painted, bespoke, custom*, personalis*, personaliz*',
    'durable, lasting, long-lasting, sturdy, robust, strong, solid, waterproof, frost-proof, unbreakable, non-toxic, safe',
    'eco, eco-*, sustainab*, organic, natural, recycl*, vegan, biodegradab*, ethical*, green choice',
    'shipping, ships, delivery, deliver*, returns, refund*, guarante*, warranty, in stock, available, gift-wrapped',
    'best, bestsell*, finest, perfect*, ideal, premium, luxur*, quality, exclusive*, unique*, one of a kind, authentic, genuine, original',
    'limited, rare, last chance, hurry, only, new, sale, discount*, special offer, deal, cheap, bargain, free',
    'certified, award*, review*, rated, stars, popular, beloved, customers, trending, famous',
    'wood, wooden, leather, cotton, linen, silk, wool, ceramic*, clay, porcelain, stoneware, glass, metal, steel, brass, wax, bamboo',
    'made in, made of, imported, local, locally, traditional, ancient, family, generations, heritage, cm, inch*, large, lightweight, heavy',
    'dishwasher*, microwave*, washable, wipe, easy to clean, healthy, fresh, delicious, tasty',
  ],
  it: [
    'fatto a mano, fatta a mano, fatti a mano, fatte a mano, artigian*, lavorato, dipinto a mano, su misura, personalizz*',
    'durevol*, duratur*, resistent*, robust*, solid*, impermeabil*, infrangibil*, atossic*, sicur*',
    'eco, ecologic*, ecosostenibil*, sostenibil*, biologic*, natural*, ricicl*, vegan*, biodegradabil*, etic*',
    'spedizion*, consegn*, reso, resi, rimbors*, garanzi*, garantit*, disponibil*, in magazzino, confezione regalo',
    'miglior*, perfett*, ideal*, premium, luss*, qualità, esclusiv*, unic*, autentic*, original*, pregiat*',
    'limitat*, rar*, ultima occasione, affrett*, solo, nuov*, saldi, scont*, offert*, economic*, affare, gratis, gratuit*',
    'certificat*, premiat*, recension*, stelle, popolar*, amatissim*, clienti, di tendenza, famos*',
    'legno, pelle, cuoio, cotone, lino, seta, lana, ceramic*, argilla, porcellana, gres, vetro, metall*, acciaio, ottone, cera, bambù',
    'made in, prodotto in, importat*, local*, tradizion*, antich*, famiglia, generazioni, cm, grande, leggero, pesante',
    'lavastoviglie, microonde, lavabil*, facile da pulire, salutar*, fresc*, delizios*, gustos*',
  ],
  ar: [
    'صناعة يدوية, مصنوع*, يدوي, يدوية, يدويًا, يدويا, حرفي*, حسب الطلب, مخصص*',
    'متين*, دائم*, يدوم, تدوم, قوي, قوية, مقاوم*, آمن, آمنة',
    'صديق للبيئة, صديقة للبيئة, مستدام*, عضوي*, طبيعي, طبيعية, معاد تدوير*, نباتي*',
    'شحن, الشحن, توصيل, التوصيل, استرجاع, استرداد, ضمان, مضمون*, متوفر*, متاح*',
    'أفضل, الأفضل, مثالي, مثالية, فاخر*, جودة, الجودة, حصري*, فريد, فريدة, أصلي, أصلية, ممتاز*',
    'محدود*, نادر*, فرصة, أسرعوا, فقط, جديد, جديدة, تخفيض*, خصم, عرض خاص, رخيص*, مجاني, مجانية, مجانًا, مجانا',
    'معتمد*, جائزة, تقييم*, نجوم, شائع, محبوب*, الزبائن, العملاء, مشهور*',
    'خشب, خشبي, خشبية, جلد, قطن, كتان, حرير, صوف, خزف, سيراميك, فخار, زجاج, معدن, نحاس, شمع, خيزران',
    'صنع في, صُنع في, مستورد*, محلي, محلية, تقليدي*, تراث*, عائلة, أجيال, سم, كبير, كبيرة, خفيف, ثقيل',
    'غسالة, ميكروويف, قابل للغسل, صحي, صحية, طازج*, لذيذ*',
  ],
  hi: [
    'हाथ से बना, हाथ से बनी, हाथ से बने, हस्तनिर्मित, हस्तशिल्प, कारीगर*, दस्तकार*, ख़ास आपके लिए बना',
    'टिकाऊ, मज़बूत, मजबूत, ठोस, वाटरप्रूफ, सुरक्षित, अटूट',
    'पर्यावरण*, इको*, जैविक, ऑर्गेनिक, प्राकृतिक, रीसाइकल*, वीगन, शुद्ध',
    'मुफ़्त, मुफ्त, फ्री, डिलीवरी, शिपिंग, वापसी, रिफंड, गारंटी, वारंटी, उपलब्ध, स्टॉक',
    'सबसे अच्छ*, बेहतरीन, सर्वश्रेष्ठ, सर्वोत्तम, उत्तम, परफेक्ट, आदर्श, प्रीमियम, शानदार, लग्ज़री, गुणवत्ता, क्वालिटी, अनोख*, अद्वितीय, असली, एकमात्र',
    'सीमित, दुर्लभ, आख़िरी मौक़ा, जल्दी कीजिए, सिर्फ़, केवल, नया, नई, नए, सेल, छूट, ऑफ़र, सस्ता, सस्ती, सस्ते',
    'प्रमाणित, पुरस्कार, समीक्षा, रिव्यू, रेटिंग, लोकप्रिय, ग्राहक*, मशहूर',
    'लकड़ी, चमड़*, सूती, कपास, लिनन, रेशम, ऊन, ऊनी, सिरेमिक, मिट्टी, चीनी मिट्टी, काँच, कांच, धातु, स्टील, पीतल, मोम, बाँस',
    'भारत में बन*, आयातित, स्थानीय, पारंपरिक, पुश्तैनी, विरासत, पीढ़ि*, सेमी, बड़ा, बड़ी, भारी, हल्की',
    'धुलाई, डिशवॉशर, माइक्रोवेव, सेहतमंद, ताज़ा, ताज़ी, स्वादिष्ट',
  ],
};

type Claim = { readonly words: string; readonly pattern: RegExp };

const claimOf = (words: string): Claim => {
  const stem = RegExp.escape(words.replace(/\*$/u, '').normalize());
  const end = words.endsWith('*') ? '' : '(?![\\p{L}\\p{M}])';
  return { words, pattern: new RegExp(`(?<![\\p{L}\\p{M}])${stem}${end}`, 'iu') };
};

const CLAIMS = new Map(Object.entries(CLAIM_WORDS).map(([code, lines]) => [code, lines.flatMap((line) => line.split(', ')).map(claimOf)]));

/**
 * The claims in a text that neither the name, the notes nor the shop's name made; empty when all is as it was told.
 * @throws ProviderError `unsupported` for a language the writer lacks.
 */
export function claimsNotTold(text: string, tag: string, { name, notes, shopName }: ProductFacts): string[] {
  const written = text.normalize();
  const told = [name, notes, shopName].join('\n').normalize();
  const claims = CLAIMS.get(languageFor(tag).code)!;
  return claims.filter(({ pattern }) => pattern.test(written) && !pattern.test(told)).map(({ words }) => words);
}
