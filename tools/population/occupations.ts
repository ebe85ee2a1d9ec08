import type { Weighted } from './pools.ts';
import type { Territory } from './read-facts.ts';

/** What people do. `level`: ISCO-08 skill level 1 to 4; 0 for who earns nothing. */
export type Occupation = { readonly name: string; readonly level: number };

const none = (name: string): Occupation => ({ name, level: 0 });
const of = (level: number, ...names: string[]): Occupation[] => names.map((name) => ({ name, level }));

const FARMERS = ['Market farmer', 'Forestry or fishery worker', 'Subsistence farmer', 'Farm labourer'];

/** The sub-major groups of ISCO-08, in plain words. */
const MODERN: readonly Occupation[] = [
  ...of(4, 'Chief executive or senior official', 'Administrative or commercial manager', 'Production or services manager'),
  ...of(3, 'Hospitality or retail manager'),
  ...of(4, 'Science or engineering professional', 'Health professional', 'Teaching professional', 'Business professional'),
  ...of(4, 'ICT professional', 'Legal or cultural professional'),
  ...of(3, 'Engineering technician', 'Health associate', 'Business associate', 'Social or cultural associate', 'ICT technician'),
  ...of(2, 'General clerk', 'Customer service clerk', 'Recording clerk', 'Clerical worker', 'Personal service worker', 'Sales worker'),
  ...of(2, 'Personal care worker', 'Protective service worker', 'Market farmer', 'Forestry or fishery worker', 'Subsistence farmer'),
  ...of(2, 'Building trades worker', 'Metal or machinery worker', 'Handicraft or printing worker', 'Electrical trades worker'),
  ...of(2, 'Food or garment worker', 'Plant operator', 'Assembler', 'Driver'),
  ...of(1, 'Cleaner or helper', 'Farm labourer', 'Construction or transport labourer', 'Food preparation assistant', 'Street vendor'),
  ...of(1, 'Elementary worker'),
];
const FORAGING = of(1, 'Forager', 'Hunter', 'Fisher', 'Toolmaker', 'Hide worker', 'Fire keeper', 'Healer', 'Storyteller');
const AGRARIAN = [
  ...of(2, 'Farmer', 'Herder', 'Fisher', 'Weaver', 'Potter', 'Smith', 'Carpenter', 'Mason', 'Trader', 'Baker', 'Miller', 'Soldier'),
  ...of(1, 'Servant', 'Day labourer'),
  ...of(4, 'Priest', 'Scribe', 'Healer'),
];
/** Parts of 100 in a world of villages; our own estimate. */
const AGRARIAN_PARTS = [58, 8, 3, 4, 2, 2, 2, 1, 3, 1, 1, 2, 6, 5, 1, 0.5, 0.5];

const CHILD = none('Child');
const STUDENT = none('Student');
const RETIRED = none('Retired');
const AT_HOME = none('Homemaker or not working');
const HELPER = of(1, 'Young helper')[0] as Occupation;
const ELDER = none('Elder');

/** Every occupation, each once; tables of the model name them by their place here. */
export const OCCUPATIONS: readonly Occupation[] = [
  ...[CHILD, STUDENT, RETIRED, AT_HOME, HELPER, ELDER],
  ...MODERN,
  ...FORAGING,
  ...AGRARIAN.filter(({ name }) => !FORAGING.some((one) => one.name === name)),
];

type Share = readonly [Occupation, number];

const numbered = (shares: readonly Share[]): Weighted[] =>
  shares.map(([{ name }, weight]) => [OCCUPATIONS.findIndex((one) => one.name === name), weight]);

/** The six bands of age: under 6, under 15, under 22, under 58, under 68, and older. */
export const BAND_ENDS = [6, 15, 22, 58, 68];

const even = (occupations: readonly Occupation[]): Share[] => occupations.map((one) => [one, 1]);

/** The six bands of a world of foragers. */
export const foragingBands = (): Weighted[][] =>
  [even([CHILD]), even([HELPER]), even(FORAGING), even(FORAGING), even(FORAGING), even([ELDER])].map(numbered);

/** The six bands of a world of villages. */
export function agrarianBands(): Weighted[][] {
  const work: Share[] = AGRARIAN.map((one, at) => [one, AGRARIAN_PARTS[at] ?? 1]);
  return [even([CHILD]), even([HELPER]), work, work, work, even([ELDER])].map(numbered);
}

/**
 * The six bands of a country of today. No table of the ILO: farm work falls and the professions grow with the logarithm of
 * income per head (GDP at purchasing power), and fewer women are counted as employed. Our own model, and no reference.
 *
 * @param sex - 0 male, 1 female
 */
export function modernBands({ gdp_ppp, pop }: Territory, sex: 0 | 1): Weighted[][] {
  const income = tierOf((gdp_ppp ?? 0) / pop || 8000);
  const farming = between(0.012, 0.92 - 0.2 * Math.log(income / 700), 0.75);
  const professions = between(0.05, 0.12 * Math.log(income / 900), 0.5);
  const [farms, skilled] = [MODERN.filter(({ name }) => FARMERS.includes(name)), MODERN.filter(({ level }) => level >= 3)];
  const others = MODERN.filter((one) => !farms.includes(one) && !skilled.includes(one));
  const partOf = (one: Occupation): number => {
    if (farms.includes(one)) return farming / farms.length;
    return skilled.includes(one) ? professions / skilled.length : Math.max(0.05, 1 - farming - professions) / others.length;
  };
  const work = (part: number): Share[] => MODERN.map((one) => [one, partOf(one) * part]);
  const idle = sex === 1 ? 0.4 : 0.16;
  const bands: Share[][] = [
    [[CHILD, 1]],
    [[STUDENT, 1]],
    [[STUDENT, 0.55], [AT_HOME, idle * 0.45], ...work((1 - idle) * 0.45)],
    [[AT_HOME, idle], ...work(1 - idle)],
    [[RETIRED, 0.35], [AT_HOME, idle * 0.65], ...work((1 - idle) * 0.65)],
    [[RETIRED, 0.92], ...work(0.08)],
  ];
  return bands.map(numbered);
}

/** Incomes in steps of a third: few lists serve all countries, and stay in a processor's cache. */
const tierOf = (income: number): number => 700 * 1.33 ** Math.max(0, Math.round(Math.log(income / 700) / Math.log(1.33)));

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));
