/**
 * Where people of a country live on average: the mean of its cities, weighted by population, in degrees north and east, to a tenth.
 * Computed from the cities of GeoNames (https://www.geonames.org, CC BY 4.0) with 15,000 people or more, or the 25 largest of a country.
 * Places without a city, such as Antarctica, are not in it.
 */
const CENTRES =
  'AD 42.5 1.5, AE 25.1 55.3, AF 34.7 68.1, AG 17.1 -61.8, AI 18.2 -63.1, AL 41.1 19.8, AM 40.3 44.6, AO -9.7 13.9, ' +
  'AQ -77.8 166.7, AR -33.3 -60.7, AS -14.3 -170.7, AT 47.9 15.2, AU -33.7 144.5, AW 12.5 -70, AX 60.2 20, AZ 40.3 48.7, ' +
  'BA 44.2 18, BB 13.1 -59.6, BD 23.6 90.4, BE 50.9 4.4, BF 12.2 -2.1, BG 42.7 24.9, BH 26.2 50.6, BI -3.3 29.7, BJ 7.6 2.3, ' +
  'BL 17.9 -62.8, BM 32.4 -64.7, BN 4.8 114.6, BO -17.6 -65.4, BQ 14 -66.6, BR -18.4 -45.6, BS 25.4 -77.6, BT 27.3 90, ' +
  'BW -23.4 26, BY 53.6 27.9, BZ 17.5 -88.5, CA 47.7 -86.4, CC -12.2 96.8, CD -4.9 19.9, CF 4.9 18.5, CG -4.2 14.1, CH 47 7.8, ' +
  'CI 6.1 -4.6, CK -21.2 -159.8, CL -33.7 -71.2, CM 5.9 11.5, CN 33.2 115.1, CO 6 -74.9, CR 10 -84.1, CU 22 -79.7, CV 15.7 -24, ' +
  'CW 12.1 -68.9, CX -10.4 105.7, CY 35 33.3, CZ 49.9 15.6, DE 51.1 9.4, DJ 11.6 43.1, DK 55.8 11.4, DM 15.4 -61.4, ' +
  'DO 18.8 -70.1, DZ 35.7 3.7, EC -1.4 -79.3, EE 59.1 25.6, EG 29.9 31.2, EH 26.2 -13.9, ER 15.3 39, ES 39.5 -3.3, ET 9.3 38.7, ' +
  'FI 61.4 24.9, FJ -17.7 178.1, FK -51.7 -57.9, FM 7.3 153.4, FO 62 -6.8, FR 47.2 2.9, GA -0.1 10.1, GB 52.6 -1.4, ' +
  'GD 12.1 -61.7, GE 41.9 43.8, GF 5 -52.7, GG 49.5 -2.5, GH 6.4 -0.9, GI 36.1 -5.4, GL 65.5 -50.4, GM 13.4 -16.4, GN 9.6 -13.1, ' +
  'GP 16.2 -61.5, GQ 2.5 9.6, GR 38.6 23.5, GS -54.3 -36.5, GT 14.7 -90.7, GU 13.5 144.8, GW 11.9 -15.5, GY 6.6 -58.1, ' +
  'HK 22.3 114.2, HN 14.8 -87.5, HR 45.3 16.2, HT 18.7 -72.5, HU 47.3 19.3, ID -5 109.1, IE 53.1 -6.9, IL 32.1 34.9, ' +
  'IM 54.2 -4.5, IN 21.8 78.5, IQ 33.4 44.9, IR 34.5 51.5, IS 64.3 -21.4, IT 42.6 12.3, JE 49.2 -2.1, JM 18 -76.9, JO 32 36, ' +
  'JP 35.7 137.1, KE -1.2 37, KG 42.1 74.2, KH 11.7 104.6, KI 1.5 174.8, KM -12 44, KN 17.3 -62.7, KP 39.5 126.4, KR 36.6 127.5, ' +
  'KW 29.2 48.1, KY 19.3 -81.3, KZ 47.4 71.1, LA 17.9 103.6, LB 33.8 35.5, LC 13.9 -61, LI 47.2 9.5, LK 7.3 80.2, LR 6.3 -10.4, ' +
  'LS -29.5 27.7, LT 55.2 23.9, LU 49.6 6.1, LV 56.8 24.2, LY 31.9 15.5, MA 33.6 -6.6, MC 43.7 7.4, MD 47.1 28.8, ME 42.6 19.2, ' +
  'MF 18.1 -63.1, MG -19.1 47.5, MH 7.8 169.8, MK 41.8 21.5, ML 13 -7.1, MM 18.4 96.2, MN 48 105.1, MO 22.2 113.5, MP 15.2 145.7, ' +
  'MQ 14.6 -61, MR 18.1 -14.8, MS 16.8 -62.2, MT 35.9 14.5, MU -20.2 57.5, MV 3.6 73.4, MW -14.3 34.4, MX 21.6 -100.4, ' +
  'MY 3.9 104.2, MZ -21.1 34.9, NA -21.7 17.1, NC -21.9 166.3, NE 14.1 5, NF -29.1 168, NG 8.1 6.2, NI 12.3 -86.2, NL 52.1 5.2, ' +
  'NO 60.6 9.5, NP 27.6 84.9, NR -0.5 166.9, NU -19.1 -169.9, NZ -39.8 174.5, OM 23.2 57.6, PA 9 -79.9, PE -11.2 -76.5, ' +
  'PF -17.5 -149.7, PG -7.4 147.2, PH 12.4 122.3, PK 29.7 70.9, PL 51.8 19.3, PM 46.8 -56.2, PN -25.1 -130.1, PR 18.3 -66.2, ' +
  'PS 31.6 34.7, PT 39.4 -9.2, PW 7.3 134.4, PY -25.3 -57.1, QA 25.3 51.5, RE -21.1 55.5, RO 45.6 25.3, RS 44.5 20.6, ' +
  'RU 56.7 52.2, RW -2 29.9, SA 24 43.2, SB -9.3 159.8, SC -4.6 55.5, SD 14.6 31.9, SE 58.8 15.8, SG 1.3 103.8, SH -19.7 -10.4, ' +
  'SI 46.2 14.8, SJ 77 8.9, SK 48.6 19, SL 8.4 -12.5, SM 43.9 12.5, SN 14.7 -16.9, SO 3.7 45, SR 5.8 -55.2, SS 6.9 30, ' +
  'ST 0.4 6.7, SV 13.7 -89.1, SX 18 -63.1, SY 35 37, SZ -26.5 31.4, TC 21.5 -71.1, TD 11.4 16.3, TF -49.3 70.2, TG 7.3 1.1, ' +
  'TH 13.8 100.8, TJ 38.7 69.1, TK -9 -171.9, TL -8.7 125.6, TM 38.8 59.7, TN 35.8 10.2, TO -20.8 -175, TR 39.7 32, ' +
  'TT 10.5 -61.4, TV -8 178.6, TW 24.5 121.2, TZ -5.9 36.2, UA 48.8 32.7, UG 0.7 32.3, US 38.6 -94.3, UY -34.2 -56.3, ' +
  'UZ 40.7 68.2, VA 41.9 12.5, VC 13.2 -61.2, VE 10 -67.8, VG 18.4 -64.6, VI 17.9 -64.8, VN 14.5 106.7, VU -17 168, ' +
  'WF -13.7 -177.1, WS -13.8 -171.9, YE 14.6 44.4, YT -12.8 45.2, ZA -28.8 27, ZM -14.1 28.3, ZW -18.6 30.4';

export type Centre = { readonly north: number; readonly east: number };

const BY_COUNTRY: ReadonlyMap<string, Centre> = new Map(
  CENTRES.split(', ').map((entry) => {
    const [country, north, east] = entry.split(' ') as [string, string, string];
    return [country, { north: Number(north), east: Number(east) }];
  }),
);

/** The centre of a country by its ISO 3166-1 alpha-2 code; undefined where there is none. */
export const centreOf = (country: string): Centre | undefined => BY_COUNTRY.get(country);
