/** The years between which a species lives, where, and how many of it at once. */
export type Species = {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** People alive at once; null for ours, which has tables. */
  readonly people: number | null;
  /** Born in a year per thousand alive. */
  readonly birthRate: number;
  /** Countries of today where it lived; empty where everywhere, as ours does. */
  readonly countries: readonly string[];
  readonly source: string;
};

const EURASIA = ['ES', 'FR', 'BE', 'DE', 'IT', 'HR', 'HU', 'RO', 'GR', 'TR', 'IL', 'SY', 'IQ', 'IR', 'GE', 'RU', 'UA', 'UZ', 'GB', 'PT'];

/** The rules of every species. Each is a namespace with a universe of its own; numbers of those gone are rough, of those to come made up. */
export const SPECIES: readonly Species[] = [
  {
    ...{ name: 'sapiens', first: -233_000, last: 100_000, people: null, birthRate: 0, countries: [] },
    source: 'the UN, PRB, HYDE and Gapminder',
  },
  {
    ...{ name: 'neanderthalensis', first: -233_000, last: -38_000, people: 52_000, birthRate: 45, countries: EURASIA },
    source:
      'sites of Europe and western Asia; effective sizes of some ten thousands (Rogers et al., 2017); last remains about 40 ka (Higham et al., 2014)',
  },
  {
    ...{
      name: 'denisovan',
      first: -215_000,
      last: -28_000,
      people: 20_000,
      birthRate: 45,
      countries: ['RU', 'CN', 'LA', 'MN', 'PH', 'ID', 'PG'],
    },
    source: 'Denisova Cave, Xiahe, Tam Ngu Hao 2, and where their genes remain; about 217 to 30 ka',
  },
  {
    ...{ name: 'floresiensis', first: -188_000, last: -48_000, people: 3000, birthRate: 50, countries: ['ID'] },
    source: 'Liang Bua, Flores: remains of 100 to 60 ka, tools of 190 to 50 ka (Sutikna et al., 2016)',
  },
  {
    ...{ name: 'AI', first: 2151, last: 100_000, people: 500_000_000, birthRate: 20, countries: [] },
    source: 'made up, as in the application before this one',
  },
  {
    ...{ name: 'cyborg', first: 2151, last: 100_000, people: 100_000_000, birthRate: 12, countries: [] },
    source: 'made up, as in the application before this one',
  },
  {
    ...{ name: 'GMO', first: 2151, last: 100_000, people: 50_000_000, birthRate: 12, countries: [] },
    source: 'made up, as in the application before this one',
  },
  {
    ...{ name: 'novel', first: 2151, last: 100_000, people: 10_000_000, birthRate: 12, countries: [] },
    source: 'made up, as in the application before this one',
  },
];
