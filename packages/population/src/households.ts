import type { Clock } from './eras.ts';
import type { Identity } from './universe.ts';
import { type Seats, stratum } from './seats.ts';

/**
 * Families as arithmetic on slots: who belongs to whom follows from the numbers alone, in both directions, and nothing is stored.
 *
 * A man of a cohort and the woman of the same slot three cohorts later are a couple, if the slot is among the first so many. The
 * children of a year are dealt to the women who are then of age 18 to 45, in blocks by how likely that age is, and within a block
 * round and round. Both hold for all who are ever born; the living of a year have those of their kin who are alive then.
 */
export type Households = {
  readonly spouseOf: (who: Identity) => Identity | null;
  readonly motherOf: (who: Identity) => Identity | null;
  readonly fatherOf: (who: Identity) => Identity | null;
  readonly childrenOf: (who: Identity) => Identity[];
  /** The one whom the household is named after. */
  readonly headOf: (who: Identity) => Identity;
  /** All who live in the household of a head, the head first. */
  readonly membersOf: (head: Identity) => Identity[];
};

/** Years that a wife is younger. The world's mean lies between two and four (UN, World Marriage Data 2019). */
const GAP = 3;
const MALE = 0;
/** Of those ever born, how many in a hundred marry. */
const EVER_MARRIED = 85;
/** Of the living, how many in a hundred are married at an age: up to 25, 35, 60, 75, and above. Round figures after World Marriage Data. */
const MARRIED: readonly (readonly [before: number, percent: number])[] = [
  [18, 0],
  [25, 18],
  [35, 60],
  [60, 78],
  [75, 70],
  [96, 45],
];
const FIRST_MOTHER = 18;
/** How likely a mother is of age 18, 19, … 45: a bell around 28 years, in thousandths. */
const MOTHERS = [
  189, 259, 344, 442, 549, 659, 766, 861, 936, 983, 1000, 983, 936, 861, 766, 659, 549, 442, 344, 259, 189, 133, 91, 60, 38, 24, 14, 8,
];
/** Who has no family of their own by then lives alone. */
const LEAVES_HOME = 25;

/** @param seats - the living, or null for families of all who are ever born */
export function createHouseholds(clock: Clock, seats: Seats | null): Households {
  const blocks = createBlocks(clock);
  const isHere = ({ group, cohort, slot }: Identity): boolean => {
    if (!seats) return true;
    const age = seats.year - cohort;
    return age >= 0 && age < 110 && slot < seats.sizeOf(stratum(group, age));
  };
  const here = (who: Identity | null): Identity | null => (who && isHere(who) ? who : null);
  const everSpouse = (who: Identity): Identity | null => partner(who, (man) => couplesEver(clock, man));
  const livingSpouse = (of: Seats) => (who: Identity) =>
    here(partner(who, (man) => Math.min(couplesEver(clock, man), couplesNow(of, man))));
  const spouseOf = seats ? livingSpouse(seats) : everSpouse;
  const everMother = (who: Identity): Identity | null => motherIn(clock, blocks, who);
  const everFather = (who: Identity): Identity | null => {
    const mother = everMother(who);
    return mother && everSpouse(mother);
  };
  const childrenOf = (who: Identity): Identity[] => {
    const mother = isMan(who) ? everSpouse(who) : who;
    return mother ? childrenIn(clock, blocks, mother).filter(isHere) : [];
  };
  const kin = {
    ...{ spouseOf, childrenOf },
    motherOf: (who: Identity) => here(everMother(who)),
    fatherOf: (who: Identity) => here(everFather(who)),
  };
  const headOf = seats ? headAmongLiving(kin, seats.year) : (who: Identity): Identity => (isMan(who) ? (spouseOf(who) ?? who) : who);
  return { ...kin, headOf, membersOf: membersBy(kin, headOf) };
}

type Kin = Pick<Households, 'spouseOf' | 'motherOf' | 'fatherOf' | 'childrenOf'>;

const isMan = ({ group }: Identity): boolean => (group & 1) === MALE;

/** The other half of a couple, if the slot is among the couples that there are. @param couplesOf - by the man's group and cohort */
function partner({ group, cohort, slot }: Identity, couplesOf: (man: Omit<Identity, 'slot'>) => number): Identity | null {
  const man = (group & 1) === MALE;
  const other = { group: group ^ 1, cohort: man ? cohort + GAP : cohort - GAP, slot };
  return slot < couplesOf(man ? { group, cohort } : other) ? other : null;
}

function couplesEver(clock: Clock, { group, cohort }: Omit<Identity, 'slot'>): number {
  return Math.floor((Math.min(clock.births(cohort, group), clock.births(cohort + GAP, group + 1)) * EVER_MARRIED) / 100);
}

function couplesNow(seats: Seats, { group, cohort }: Omit<Identity, 'slot'>): number {
  const age = seats.year - cohort;
  if (age < FIRST_MOTHER + GAP || age >= 96) return 0;
  const men = seats.sizeOf(stratum(group, age)) * percentMarried(age);
  const women = seats.sizeOf(stratum(group + 1, age - GAP)) * percentMarried(age - GAP);
  return Math.floor(Math.min(men, women) / 100);
}

const percentMarried = (age: number): number => MARRIED.find(([before]) => age < before)?.[1] ?? 0;

/** Where, among the children of a country and cohort, those of mothers of each age begin; and where they end. */
type Blocks = (country: number, cohort: number) => readonly number[];

const KEPT_BLOCKS = 20_000;

function createBlocks(clock: Clock): Blocks {
  const known = new Map<number, readonly number[]>();
  return (country, cohort) => {
    const key = cohort * 256 + country;
    const found = known.get(key);
    if (found) return found;
    const made = dealChildren(clock, country, cohort);
    if (known.size >= KEPT_BLOCKS) known.clear();
    known.set(key, made);
    return made;
  };
}

function dealChildren(clock: Clock, country: number, cohort: number): number[] {
  const weights = MOTHERS.map((weight, at) => weight * clock.births(cohort - FIRST_MOTHER - at, country * 2 + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const children = total === 0 ? 0 : childrenOfYear(clock, country, cohort);
  const starts = [0];
  let done = 0;
  for (const weight of weights) {
    done += weight;
    starts.push(total === 0 ? 0 : Math.floor((done / total) * children));
  }
  return starts;
}

const childrenOfYear = (clock: Clock, country: number, cohort: number): number =>
  clock.bornBeforeCountry(cohort, country + 1) - clock.bornBeforeCountry(cohort, country);

function motherIn(clock: Clock, blocks: Blocks, { group, cohort, slot }: Identity): Identity | null {
  const country = group >> 1;
  if (slot >= clock.births(cohort, group)) return null; // came from elsewhere
  const nth = slot + ((group & 1) === MALE ? 0 : clock.births(cohort, country * 2));
  const starts = blocks(country, cohort);
  const at = starts.findIndex((start, place) => start <= nth && nth < (starts[place + 1] ?? 0));
  if (at === -1) return null; // the first people have no mothers
  const mothers = { group: country * 2 + 1, cohort: cohort - FIRST_MOTHER - at };
  return { ...mothers, slot: (nth - (starts[at] ?? 0)) % clock.births(mothers.cohort, mothers.group) };
}

function childrenIn(clock: Clock, blocks: Blocks, { group, cohort, slot }: Identity): Identity[] {
  const country = group >> 1;
  const women = clock.births(cohort, group);
  if (slot >= women) return [];
  return MOTHERS.flatMap((_, at) => {
    const year = cohort + FIRST_MOTHER + at;
    const starts = blocks(country, year);
    const boys = clock.births(year, country * 2);
    const found: Identity[] = [];
    for (let nth = (starts[at] ?? 0) + slot; nth < (starts[at + 1] ?? 0); nth += women)
      found.push(nth < boys ? { group: country * 2, cohort: year, slot: nth } : { group: country * 2 + 1, cohort: year, slot: nth - boys });
    return found;
  });
}

/** A couple's household is named after the wife; who is young and unmarried lives with the mother, or else with the father. */
function headAmongLiving(kin: Kin, year: number): (who: Identity) => Identity {
  const headOf = (who: Identity): Identity => {
    const spouse = kin.spouseOf(who);
    if (spouse) return isMan(who) ? spouse : who;
    const parent = year - who.cohort < LEAVES_HOME ? (kin.motherOf(who) ?? kin.fatherOf(who)) : null;
    return parent ? headOf(parent) : who;
  };
  return headOf;
}

const sameAs = (a: Identity) => (b: Identity) => a.group === b.group && a.cohort === b.cohort && a.slot === b.slot;

function membersBy(kin: Kin, headOf: (who: Identity) => Identity): (head: Identity) => Identity[] {
  return (head) => {
    const isHead = sameAs(head);
    const found: Identity[] = [head];
    const spouse = kin.spouseOf(head);
    if (spouse) found.push(spouse);
    // Whoever joins may bring children; the list grows while it is read.
    for (const one of found)
      for (const child of kin.childrenOf(one)) if (isHead(headOf(child)) && !found.some(sameAs(child))) found.push(child);
    return found;
  };
}
