import { runFailed } from './errors.ts';

/** How the parts of a name stand: given name first, family name first, or that without a space between. */
export type NameOrder = 'given-first' | 'family-first' | 'family-solid';

/** How close a list of names is to the person: of the birth cohort, the nation, the same language, a last resort; or made up. */
export type NameSource = 'cohort' | 'national' | 'language' | 'fallback' | 'invented';

export type Country = {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly iso3: string;
  readonly name: string;
  readonly continent: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly phone: { readonly prefix: string; readonly digits: number };
  readonly script: string;
  readonly nameOrder: NameOrder;
  /** BCP 47 tags, with the percent of people who use each. */
  readonly languages: readonly (readonly [tag: string, percent: number])[];
  /** Percent of adults who read and write. */
  readonly literacy: number;
};

/** `level`: the skill level of ISCO-08, 1 to 4; 0 for who earns nothing. */
export type Occupation = { readonly name: string; readonly level: number };

type Head = {
  readonly version: string;
  readonly countries: readonly Country[];
  readonly zones: readonly string[];
  readonly occupations: readonly Occupation[];
  readonly bandEnds: readonly number[];
  readonly nameSources: readonly NameSource[];
  readonly totalYears: readonly number[];
  readonly sections: Readonly<Record<string, readonly [kind: keyof typeof KINDS, at: number, length: number]>>;
};

const KINDS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array };

/** What a version of the model knows. Tables are read as they lie in the file; texts are taken apart when first asked for. */
export type Model = Omit<Head, 'sections'> & {
  readonly u8: (section: string) => Uint8Array;
  readonly u16: (section: string) => Uint16Array;
  readonly u32: (section: string) => Uint32Array;
  readonly i32: (section: string) => Int32Array;
  readonly f64: (section: string) => Float64Array;
  readonly texts: (section: string) => readonly string[];
};

const MARK = 'BPPL';

/** Reads a model file (tools/population/container.ts writes it). @throws PopulationError for what is none */
export function readModel(file: Uint8Array): Model {
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice();
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== MARK)
    throw runFailed('This is not a population model: it does not begin with BPPL.');
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const { sections, ...head } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength))) as Head;
  const numbers = <K extends keyof typeof KINDS>(kind: K, section: string): InstanceType<(typeof KINDS)[K]> => {
    const [found, at, length] = sections[section] ?? [];
    if (found !== kind || at === undefined) throw runFailed(`The population model ${head.version} has no ${kind} section "${section}".`);
    return new KINDS[kind](bytes.buffer as ArrayBuffer, bytes.byteOffset + 8 + headLength + at, length) as InstanceType<(typeof KINDS)[K]>;
  };
  const split = new Map<string, readonly string[]>();
  const texts = (section: string): readonly string[] => {
    const known = split.get(section) ?? new TextDecoder().decode(numbers('u8', section)).split('\n');
    split.set(section, known);
    return known;
  };
  return {
    ...head,
    u8: (section) => numbers('u8', section),
    u16: (section) => numbers('u16', section),
    u32: (section) => numbers('u32', section),
    i32: (section) => numbers('i32', section),
    f64: (section) => numbers('f64', section),
    texts,
  };
}
