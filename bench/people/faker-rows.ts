/** What of faker is called here. */
export type Faker = {
  readonly seed: (seed: number) => void;
  readonly person: { sexType: () => 'female' | 'male'; firstName: (sex: string) => string; lastName: () => string; jobTitle: () => string };
  readonly date: { birthdate: (options: { min: number; max: number; mode: 'age'; refDate: Date }) => Date };
  readonly location: { countryCode: () => string; city: () => string; latitude: () => number; longitude: () => number };
  readonly internet: { exampleEmail: (names: { firstName: string; lastName: string }) => string };
  readonly phone: { number: (options: { style: 'international' }) => string };
};

const AT_ONCE = 2000;
const YEAR_MS = 31_556_952_000;
const MIDYEAR = new Date('2026-07-01');

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV of the fourteen columns by faker, in pieces of two thousand rows, the way its users write it. */
export function* fakerRows(faker: Faker, count: number): Generator<string> {
  let lines: string[] = [];
  for (let index = 0; index < count; index++) {
    lines.push(rowOf(faker, index));
    if (lines.length < AT_ONCE) continue;
    yield `${lines.join('\n')}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

function rowOf({ person, date, location, internet, phone }: Faker, index: number): string {
  const sex = person.sexType();
  const [firstName, lastName] = [person.firstName(sex), person.lastName()];
  const birth = date.birthdate({ min: 0, max: 100, mode: 'age', refDate: MIDYEAR });
  const cells = [
    ...[index, quoted(firstName), quoted(lastName), sex, birth.toISOString().slice(0, 10)],
    ...[Math.floor((MIDYEAR.getTime() - birth.getTime()) / YEAR_MS), location.countryCode(), quoted(location.city())],
    ...[
      location.latitude(),
      location.longitude(),
      internet.exampleEmail({ firstName, lastName }),
      phone.number({ style: 'international' }),
    ],
    ...[quoted(person.jobTitle()), location.countryCode()],
  ];
  return cells.join(',');
}
