import { drawBits } from './hash.ts';
import { AGE_UNKNOWN, type Columns } from './kernel.ts';
import type { Country, Model, NameSource, Occupation } from './model.ts';
import type { Households } from './households.ts';
import type { Identity, Universe } from './universe.ts';

/** What a row is looked up in. */
export type Setting = {
  readonly model: Model;
  readonly universe: Universe;
  readonly households: Households;
};

const BUCKETS = 17;
const FIRST_NAMES = -3000;

/** One person of a batch, with what the tables say of them. `at` moves it to another row. */
export class Row {
  private j = 0;
  readonly setting: Setting;
  private columns: Columns;

  constructor(setting: Setting, columns: Columns) {
    this.setting = setting;
    this.columns = columns;
  }

  at(j: number): this {
    this.j = j;
    return this;
  }

  /** Reads from other columns: memory that grew lies elsewhere. */
  lookAt(columns: Columns): this {
    this.columns = columns;
    return this;
  }

  /** The number under which a column holds this person's value. */
  code(column: keyof Columns): number {
    return this.columns[column][this.j] as number;
  }

  get universe(): Universe {
    return this.setting.universe;
  }

  get model(): Model {
    return this.setting.model;
  }

  get households(): Households {
    return this.setting.households;
  }

  get index(): number {
    return this.code('seat');
  }

  get identity(): Identity {
    return { group: this.code('group'), cohort: this.code('cohort'), slot: this.code('slot') };
  }

  get country(): Country {
    return this.model.countries[this.code('country')] as Country;
  }

  get isMale(): boolean {
    return this.code('sex') === 0;
  }

  /** Whole years on 1 July of the year; null without a year. */
  get age(): number | null {
    const age = this.code('age');
    return age === AGE_UNKNOWN ? null : age;
  }

  get birthYear(): number {
    return this.code('birthYear');
  }

  /** ISO 8601, with a sign and six digits for years before 0 and after 9999. */
  get birthDate(): string {
    const monthDay = new Date(Date.UTC(2000, 0, this.code('day') + 1)).toISOString().slice(4, 10);
    return `${isoYear(this.birthYear)}${monthDay}`;
  }

  get givenName(): string {
    return this.model.texts('givenNames')[this.code('given')] as string;
  }

  get familyName(): string {
    return this.model.texts('familyNames')[this.code('family')] as string;
  }

  get name(): string {
    const order = this.code('cohort') < FIRST_NAMES ? 'given-first' : this.country.nameOrder;
    if (order === 'given-first') return `${this.givenName} ${this.familyName}`;
    return [this.familyName, this.givenName].join(order === 'family-first' ? ' ' : '');
  }

  /** Where the list of given names comes from. */
  get nameSource(): NameSource {
    const decade = Math.min(15, Math.max(0, Math.trunc((this.birthYear - 1900) / 10)));
    const bucket = this.code('cohort') < FIRST_NAMES ? 0 : decade + 1;
    return this.model.nameSources[this.model.u8('givenSources')[this.code('group') * BUCKETS + bucket] as number] as NameSource;
  }

  get city(): string {
    return this.model.texts('cityNames')[this.code('city')] as string;
  }

  get occupation(): Occupation {
    return this.model.occupations[this.code('occupation')] as Occupation;
  }

  /** 32 bits of this person's own; the same for the same number, whatever else was drawn. */
  bits(n: number): number {
    return drawBits(this.columns.key[this.j * 2] as number, this.columns.key[this.j * 2 + 1] as number, n);
  }

  /** A number of this person's own for life, below 2^52: what a face is drawn from. */
  get birthKey(): number {
    const [low, high] = this.key;
    return low + (high & 0xfffff) * 4_294_967_296;
  }

  /** Both words of the key that texts are drawn from. */
  get key(): readonly [low: number, high: number] {
    return [this.columns.key[this.j * 2] as number, this.columns.key[this.j * 2 + 1] as number];
  }
}

/** The year of an ISO date. */
export function isoYear(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}
