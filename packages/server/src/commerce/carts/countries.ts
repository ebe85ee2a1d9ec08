/** ISO 3166-1 alpha-2: the officially assigned codes. Names come from `Intl.DisplayNames` in the reader's language. */
export const COUNTRIES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
  'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

/** Where parcels are sent: the EU, its neighbours, and the larger markets beyond. */
const SERVED: readonly string[] = (
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' + 'GB CH NO IS LI US CA AU NZ JP SG IN AE SA EG MA'
).split(' ');

const WITHOUT_POSTAL_CODES: ReadonlySet<string> = new Set([
  'AE',
  'AO',
  'BH',
  'BW',
  'GH',
  'HK',
  'IE',
  'JM',
  'KE',
  'MO',
  'QA',
  'UG',
  'YE',
  'ZW',
]);

/** Whether an address in this country needs a postal code. */
export const hasPostalCodes = (country: string): boolean => !WITHOUT_POSTAL_CODES.has(country);

/** Where a shop sends parcels; its own country is always among them. */
export const servedCountries = (shopCountry: string): string[] => [...new Set([...SERVED, shopCountry])].sort();

/** Whether a shop sends parcels there. */
export const isServed = (country: string, shopCountry: string): boolean => country === shopCountry || SERVED.includes(country);
