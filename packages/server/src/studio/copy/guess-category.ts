import type { ProductCategory } from '@bottega/contracts';

type Keywords = Readonly<Partial<Record<ProductCategory, string>>>;

/** How a language builds a name: the last word says what the thing is ("candle bag"), or the first does ("borsa portacandele"). */
type Vocabulary = { readonly head: 'first' | 'last'; readonly prefix: string; readonly suffix: string; readonly words: Keywords };

const ENGLISH: Vocabulary = {
  head: 'last',
  prefix: '',
  suffix: '(?:s|es)?',
  words: {
    tableware:
      'bowl, plate, cup, mug, glass, tumbler, goblet, saucer, teapot, coffee pot, carafe, jug, pitcher, platter, tableware, dinnerware, cutlery, spoon, fork, salt cellar, napkin, tablecloth, place mat, placemat, coaster, tea set, butter dish, serving dish, serving tray, egg cup',
    kitchen:
      'cutting board, chopping board, serving board, bread board, cheese board, board, rolling pin, knife, knives, ladle, whisk, spatula, pan, pot, casserole, apron, oven glove, tea towel, mortar, pestle, colander, grater, kitchen, baking tin, spice jar, storage jar, pepper mill, salt mill',
    decor:
      'vase, jar, moon jar, candle holder, candlestick, mirror, cushion, pillow, blanket, throw, rug, lamp, lampshade, lantern, wall hanging, wreath, basket, tray, clock, picture frame, curtain, ornament, figurine, macrame, garland',
    furniture:
      'chair, stool, table, bench, shelf, shelves, cabinet, desk, bed, sofa, armchair, sideboard, bookcase, wardrobe, nightstand, coffee table, drawer, furniture',
    jewellery:
      'ring, earring, necklace, bracelet, bangle, pendant, brooch, anklet, chain, jewellery, jewelry, cufflink, nose pin, locket, charm',
    clothing:
      'shirt, t-shirt, tee, dress, skirt, scarf, scarves, shawl, sweater, jumper, cardigan, jacket, coat, trousers, pants, sock, hat, cap, beanie, glove, mitten, sari, saree, kurta, kurti, lehenga, dupatta, blouse, hoodie, kimono, belt, tie, poncho, pyjamas, sandal, shoe, slipper',
    bags: 'bag, tote, tote bag, backpack, purse, handbag, clutch, wallet, pouch, satchel, rucksack, card holder, suitcase',
    candles: 'candle, tea light, tealight, candle set, taper, pillar candle, wax melt, incense, diffuser',
    soap: 'soap, soap bar, shampoo, shampoo bar, bath bomb, bath salt, body butter, lotion, balm, scrub, shower gel',
    toys: 'toy, doll, teddy, teddy bear, puzzle, rattle, rocking horse, building block, plush, puppet, board game, game, train set, kite, spinning top, stuffed animal',
    stationery:
      'notebook, journal, diary, card, greeting card, postcard, envelope, pencil, pen, pencil case, calendar, planner, sticker, bookmark, stamp, notepad, sketchbook, wrapping paper, letter set, stationery',
    art: 'painting, print, art print, poster, sculpture, drawing, watercolour, watercolor, canvas, etching, linocut, photograph, statue, portrait, mural, illustration, artwork',
    garden:
      'planter, flower pot, plant pot, flowerpot, watering can, birdhouse, bird feeder, garden, trowel, seed, wind chime, bird bath, trellis, plant stand, hanging planter',
    food: 'jam, honey, chocolate, cookie, biscuit, cake, bread, tea, coffee, spice, pickle, chutney, sauce, olive oil, pasta, cheese, wine, sweet, granola, syrup, marmalade, vinegar, salt, nuts',
  },
};

const ITALIAN: Vocabulary = {
  head: 'first',
  prefix: "(?:l'|dell'|un')?",
  suffix: '',
  words: {
    tableware:
      'ciotola, ciotole, piatto, piatti, tazza, tazze, tazzina, tazzine, bicchiere, bicchieri, teiera, caraffa, brocca, vassoio, vassoi, posate, cucchiaio, cucchiai, forchetta, tovaglia, tovaglie, tovagliolo, tovaglioli, saliera, insalatiera, zuppiera, sottobicchieri, calice, calici, scodella, fondina, servizio da tè, stoviglie',
    kitchen:
      'tagliere, taglieri, mattarello, coltello, coltelli, mestolo, padella, pentola, grembiule, presina, strofinaccio, mortaio, grattugia, cucina, barattolo, casseruola, colino, frusta, macinapepe',
    decor:
      'vaso, vasi, portacandela, portacandele, candeliere, specchio, cuscino, cuscini, coperta, plaid, tappeto, lampada, paralume, lanterna, ghirlanda, cesto, cesta, orologio, cornice, tenda, soprammobile, statuina',
    furniture:
      'sedia, sedie, sgabello, tavolo, tavolino, panca, mensola, scaffale, armadio, scrivania, letto, divano, poltrona, credenza, libreria, comodino, cassettiera, mobile, mobili',
    jewellery:
      'anello, anelli, orecchino, orecchini, collana, collane, bracciale, bracciali, braccialetto, ciondolo, spilla, gioiello, gioielli, catenina, gemelli, cavigliera',
    clothing:
      'camicia, maglia, maglietta, maglione, abito, vestito, gonna, sciarpa, scialle, giacca, cappotto, pantaloni, calze, calzini, cappello, berretto, guanti, cintura, cravatta, foulard, felpa, kimono, pigiama, sandali, scarpe, pantofole, poncho',
    bags: 'borsa, borse, borsetta, zaino, portafoglio, portafogli, pochette, astuccio, tracolla, sacca, portamonete, valigia, marsupio',
    candles: 'candela, candele, lumino, lumini, cero, incenso, diffusore',
    soap: 'sapone, saponi, saponetta, saponette, shampoo, bagnoschiuma, sali da bagno, crema, balsamo, burro corpo, scrub',
    toys: 'giocattolo, giocattoli, bambola, orsetto, peluche, puzzle, sonaglio, cavallo a dondolo, costruzioni, marionetta, burattino, gioco, giochi, aquilone, trottola, trenino',
    stationery:
      'quaderno, quaderni, taccuino, agenda, diario, biglietto, biglietti, cartolina, cartoline, busta, matita, penna, calendario, segnalibro, timbro, adesivi, cancelleria, album',
    art: 'quadro, quadri, dipinto, dipinti, stampa, stampe, poster, scultura, disegno, acquerello, tela, incisione, fotografia, statua, ritratto, illustrazione, linoleografia',
    garden:
      'fioriera, portavaso, vaso da fiori, annaffiatoio, giardino, casetta per uccelli, mangiatoia, semi, cesoie, paletta, acchiappasogni da esterno',
    food: 'marmellata, miele, cioccolato, cioccolatini, biscotti, torta, pane, tè, caffè, spezie, conserva, salsa, olio, pasta, formaggio, vino, dolci, sciroppo, aceto, sale, taralli',
  },
};

const ARABIC: Vocabulary = {
  head: 'first',
  prefix: '(?:و|ب|ل)?(?:ال)?',
  suffix: '',
  words: {
    tableware:
      'وعاء, أوعية, زبدية, طبق, أطباق, صحن, صحون, كوب, أكواب, فنجان, فناجين, كأس, كؤوس, إبريق, دلة, صينية, ملعقة, ملاعق, شوكة, مفرش مائدة, مملحة, طقم شاي, سلطانية',
    kitchen: 'لوح تقطيع, لوح, شوبك, مرقاق, سكين, سكاكين, مغرفة, مقلاة, قدر, طنجرة, مئزر, مريلة, هاون, مبشرة, مطبخ, برطمان, مصفاة, مطحنة',
    decor:
      'مزهرية, فازة, شمعدان, حامل شموع, مرآة, وسادة, وسائد, مخدة, بطانية, سجادة, بساط, مصباح, فانوس, سلة, ساعة حائط, إطار صورة, ستارة, تحفة, معلقة جدارية',
    furniture: 'كرسي, كراسي, طاولة, مقعد, رف, رفوف, خزانة, سرير, أريكة, كنبة, مكتبة, أثاث, دولاب',
    jewellery: 'خاتم, خواتم, قرط, أقراط, حلق, قلادة, عقد, سوار, أساور, خلخال, بروش, دبوس, مجوهرات, حلي, سلسلة',
    clothing:
      'قميص, فستان, تنورة, وشاح, شال, سترة, معطف, جاكيت, بنطال, جورب, جوارب, قبعة, قفازات, عباءة, جلابية, قفطان, ثوب, حجاب, حزام, ربطة عنق, كنزة, بيجاما, حذاء, صندل',
    bags: 'حقيبة, حقائب, شنطة, شنط, محفظة, جزدان, حقيبة ظهر, حقيبة يد',
    candles: 'شمعة, شموع, بخور, مبخرة, عود معطر',
    soap: 'صابون, صابونة, شامبو, أملاح استحمام, كريم, مرهم, غسول, مقشر',
    toys: 'لعبة, ألعاب, دمية, دمى, دب محشو, أحجية, خشخيشة, حصان هزاز, مكعبات, طائرة ورقية',
    stationery: 'دفتر, دفاتر, مفكرة, بطاقة, بطاقات, ظرف, قلم, أقلام, تقويم, ملصق, ملصقات, فاصل كتاب, كراسة, قرطاسية, ختم',
    art: 'لوحة, لوحات, رسم, رسمة, تمثال, منحوتة, خط عربي, صورة فوتوغرافية, بورتريه',
    garden: 'أصيص, أصص, حوض زرع, مرش, حديقة, بيت طيور, بذور, إناء زرع',
    food: 'مربى, عسل, شوكولاتة, بسكويت, كعك, كعكة, خبز, شاي, قهوة, بهارات, مخلل, صلصة, زيت زيتون, تمر, تمور, جبن, حلويات, زعتر, مكسرات',
  },
};

const HINDI: Vocabulary = {
  head: 'last',
  prefix: '',
  suffix: '',
  words: {
    tableware:
      'कटोरा, कटोरी, कटोरियाँ, कटोरे, प्लेट, थाली, कप, प्याला, प्याली, गिलास, मग, केतली, जग, सुराही, चम्मच, काँटा, ट्रे, मेज़पोश, नमकदानी, तश्तरी',
    kitchen: 'चॉपिंग बोर्ड, चकला, बेलन, चाकू, कड़ाही, तवा, पतीला, करछी, एप्रन, ओखली, खलबत्ता, कद्दूकस, रसोई, मसालदानी, मर्तबान, छलनी',
    decor: 'फूलदान, गुलदान, मोमबत्ती स्टैंड, आईना, दर्पण, तकिया, कुशन, कंबल, क़ालीन, दरी, लैंप, दीपक स्टैंड, लालटेन, टोकरी, घड़ी, फोटो फ्रेम, परदा, तोरण, झूमर',
    furniture: 'कुर्सी, मेज़, मेज, स्टूल, बेंच, शेल्फ़, शेल्फ, अलमारी, पलंग, सोफ़ा, सोफा, चौकी, चारपाई, फ़र्नीचर, फर्नीचर',
    jewellery: 'अँगूठी, अंगूठी, झुमका, झुमके, बाली, बालियाँ, हार, माला, कंगन, चूड़ी, चूड़ियाँ, पायल, नथ, लॉकेट, गहने, आभूषण, मंगलसूत्र, ब्रेसलेट',
    clothing:
      'साड़ी, कुर्ता, कुर्ती, दुपट्टा, शॉल, शर्ट, कमीज़, सलवार, लहंगा, ब्लाउज़, स्कर्ट, स्वेटर, जैकेट, कोट, पैंट, मोज़े, टोपी, दस्ताने, गमछा, स्कार्फ़, पगड़ी, चप्पल, जूते, जूती',
    bags: 'बैग, थैला, थैली, झोला, पर्स, बटुआ, पोटली, क्लच, हैंडबैग',
    candles: 'मोमबत्ती, मोमबत्तियाँ, दीया, दीये, अगरबत्ती, धूप, कैंडल',
    soap: 'साबुन, शैम्पू, उबटन, क्रीम, बाम, लोशन, स्क्रब, बाथ सॉल्ट',
    toys: 'खिलौना, खिलौने, गुड़िया, टेडी, पहेली, झुनझुना, लट्टू, पतंग, कठपुतली, खेल',
    stationery: 'नोटबुक, कॉपी, डायरी, कार्ड, लिफ़ाफ़ा, पेंसिल, कलम, पेन, कैलेंडर, बुकमार्क, स्टिकर, स्टेशनरी',
    art: 'चित्र, पेंटिंग, मूर्ति, पोस्टर, प्रिंट, मधुबनी, वारली, कलाकृति, स्केच, पट्टचित्र',
    garden: 'गमला, गमले, पौधा, बीज, बग़ीचा, बगीचा, बाग़, पक्षी घर, फुहारा',
    food: 'अचार, शहद, मुरब्बा, चॉकलेट, बिस्कुट, केक, रोटी, चाय, कॉफ़ी, मसाला, मसाले, चटनी, पापड़, मिठाई, लड्डू, नमकीन, घी, गुड़',
  },
};

/** Small letters, no Arabic vowel signs, and one way to write each letter. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064B-\u0652]/gu, '')
    .replace(/’/gu, "'");

/** What one keyword weighs: in the name, as the word that says what the thing is, and in the notes. */
const IN_NAME = 4;
const AS_HEAD = 3;
const IN_NOTES = 1;

type Match = { readonly category: ProductCategory; readonly pattern: RegExp; readonly head: Vocabulary['head']; readonly words: number };

const MATCHES: readonly Match[] = [ENGLISH, ITALIAN, ARABIC, HINDI].flatMap(({ head, prefix, suffix, words }) =>
  (Object.entries(words) as [ProductCategory, string][]).flatMap(([category, keywords]) =>
    keywords.split(', ').map((keyword): Match => {
      const pattern = new RegExp(`(?<![\\p{L}\\p{M}])${prefix}${RegExp.escape(plain(keyword))}${suffix}(?![\\p{L}\\p{M}])`, 'u');
      return { category, pattern, head, words: keyword.split(' ').length };
    }),
  ),
);

/** The category that a product's own words suggest, in English, Italian, Arabic or Hindi; 'other' when they suggest none. */
export function guessCategory(name: string, notes: string): ProductCategory {
  const title = plain(name);
  const body = plain(notes);
  const scores = new Map<ProductCategory, number>();
  for (const match of MATCHES) {
    const weight = nameWeight(title, match) + (match.pattern.test(body) ? IN_NOTES : 0);
    if (weight > 0) scores.set(match.category, Math.max(scores.get(match.category) ?? 0, weight + match.words));
  }
  const [likeliest] = [...scores].sort(([, one], [, other]) => other - one);
  return likeliest?.[0] ?? 'other';
}

/** What comes after a comma or a bracket, or after "with", "set of", "for", describes the thing and is no longer its name. */
function nameWeight(title: string, { pattern, head }: Match): number {
  const found = pattern.exec(title);
  if (!found) return 0;
  const core = title.split(/[,(،–|:]| with | for | of | in /u)[0]!.trim();
  const isHead = head === 'first' ? found.index === 0 : found.index + found[0].length === core.length;
  return IN_NAME + (isHead ? AS_HEAD : 0);
}
