/** How numbers of a country begin, and how many digits follow that differ. */
export type PhonePlan = { readonly prefix: string; readonly digits: number };

/**
 * Ranges that regulators keep free for film, radio and books, so that no number in them reaches anyone:
 * NANPA 555-0100 to 555-0199; Ofcom 07700 900000 to 900999; ARCEP 06 39 98 00 00 to 99 99; ACMA (02) 5550 0000 to 9999 of the
 * numbers for fiction; Bundesnetzagentur (0)30 23125 000 to 999; PTS 070-174 06 05 to 06 99; ComReg 020 91X XXXX; NMHH none.
 */
const FOR_FICTION: Readonly<Record<string, PhonePlan>> = {
  US: { prefix: '+120255501', digits: 2 },
  CA: { prefix: '+161355501', digits: 2 },
  GB: { prefix: '+447700900', digits: 3 },
  FR: { prefix: '+33639980', digits: 3 },
  AU: { prefix: '+6125550', digits: 4 },
  DE: { prefix: '+493023125', digits: 3 },
  IE: { prefix: '+3532091', digits: 5 },
  SE: { prefix: '+467017406', digits: 2 },
};

/**
 * Elsewhere `000` follows the country's code: no plan assigns a number that begins so, since 0 is the sign for a trunk line
 * (ITU-T E.164), and the seven digits after it lead nowhere.
 */
export const phonePlan = (country: string, calling: number | string): PhonePlan =>
  FOR_FICTION[country] ?? { prefix: `+${String(calling).replaceAll(/\D/g, '')}000`, digits: 7 };
