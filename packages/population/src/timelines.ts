/** Made up as a whole, confirmed by the person, or out of a story. Nothing that is generated is ever `authenticated`. */
export type Realness = 'synthetic' | 'authenticated' | 'fictional';

/**
 * A timeline is a namespace of people. Up to the year in which it branches off, its people are those of ours, one by one; from
 * then on they are others. It has nobody after its last year.
 */
export type Timeline = {
  readonly name: string;
  /** The first year whose children are not ours; null where all are ours. */
  readonly branches: number | null;
  readonly last: number;
  readonly realness: Realness;
  readonly meaning: string;
};

/** The rules of every timeline. All of them count the people of every year as ours does. */
export const TIMELINES: readonly Timeline[] = [
  { name: 'ours', branches: null, last: 100_000, realness: 'synthetic', meaning: 'the one we live in' },
  {
    name: 'RCP 8.5',
    branches: 2005,
    last: 2300,
    realness: 'synthetic',
    meaning: 'the pathway of high emissions: 2005, and extended to 2300',
  },
  { name: 'Earth-616', branches: -233_000, last: 2099, realness: 'fictional', meaning: 'the main world of Marvel comics' },
  { name: 'Earth-1218', branches: null, last: 2099, realness: 'fictional', meaning: 'our own world, as Marvel comics number it' },
  { name: 'ODNI2040', branches: 2021, last: 2040, realness: 'synthetic', meaning: 'the scenarios of Global Trends 2040 (ODNI, 2021)' },
];
