/** What the English voice says for the units, currencies, marks and abbreviations of product copy: [one, many]. */
export type Forms = readonly [one: string, many: string];

/** A Map, because a text may hold any word, "toString" too. */
const table = <T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(entries));

export const CURRENCIES: ReadonlyMap<string, Forms> = table({
  '€': ['euro', 'euros'],
  EUR: ['euro', 'euros'],
  $: ['dollar', 'dollars'],
  USD: ['US dollar', 'US dollars'],
  '£': ['pound', 'pounds'],
  GBP: ['pound', 'pounds'],
  '¥': ['yen', 'yen'],
  JPY: ['yen', 'yen'],
  '₹': ['rupee', 'rupees'],
  INR: ['rupee', 'rupees'],
  CHF: ['Swiss franc', 'Swiss francs'],
  AED: ['dirham', 'dirhams'],
  SAR: ['riyal', 'riyals'],
});

/** Read so only right after a number: elsewhere "m" and "g" are letters. */
export const UNITS: ReadonlyMap<string, Forms> = table({
  mm: ['millimetre', 'millimetres'],
  cm: ['centimetre', 'centimetres'],
  m: ['metre', 'metres'],
  km: ['kilometre', 'kilometres'],
  mg: ['milligram', 'milligrams'],
  g: ['gram', 'grams'],
  kg: ['kilo', 'kilos'],
  ml: ['millilitre', 'millilitres'],
  cl: ['centilitre', 'centilitres'],
  l: ['litre', 'litres'],
  oz: ['ounce', 'ounces'],
  lb: ['pound', 'pounds'],
  lbs: ['pound', 'pounds'],
  ft: ['foot', 'feet'],
  h: ['hour', 'hours'],
  min: ['minute', 'minutes'],
  pcs: ['piece', 'pieces'],
  w: ['watt', 'watts'],
  v: ['volt', 'volts'],
  '%': ['percent', 'percent'],
  '°': ['degree', 'degrees'],
  '°c': ['degree Celsius', 'degrees Celsius'],
  '°f': ['degree Fahrenheit', 'degrees Fahrenheit'],
});

/** Marks that are heard wherever they stand. */
export const MARKS: ReadonlyMap<string, string> = table({
  '&': 'and',
  '+': 'plus',
  '=': 'equals',
  '@': 'at',
  '%': 'percent',
  '×': 'by',
  '°': 'degrees',
  '²': 'squared',
  '³': 'cubed',
});

export const FRACTIONS: ReadonlyMap<string, string> = table({ '½': 'half', '¼': 'quarter', '¾': 'three quarters' });

/** Written with a full stop that ends no sentence. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = table({
  'approx.': 'approximately',
  'ca.': 'circa',
  'dia.': 'diameter',
  'e.g.': 'for example',
  'etc.': 'et cetera',
  'i.e.': 'that is',
  'incl.': 'including',
  'max.': 'maximum',
  'min.': 'minimum',
  'vs.': 'versus',
  'mr.': 'mister',
  'mrs.': 'missus',
  'dr.': 'doctor',
});

/** Latin letters that do not fall apart into a plain letter and an accent. */
export const PLAIN_LETTERS: ReadonlyMap<string, string> = table({
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
});
