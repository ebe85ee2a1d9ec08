/** Whether a version is in a range of npm, as far as we read ranges; undefined for one that we do not. */
export function versionInRange(version: string, range: string): boolean | undefined {
  const wanted = numbersOf(version);
  const verdicts = range.split('||').map((part) => inOne(wanted, part.trim()));
  return verdicts.includes(undefined) ? undefined : verdicts.includes(true);
}

type Numbers = readonly [number, number, number];

function inOne(version: Numbers, range: string): boolean | undefined {
  if (range === '*') return true;
  const match = /^(\^|~|>=|=?)\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range);
  if (!match) return undefined;
  const least: Numbers = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  // How many of the numbers, from the left, must be the same: with ^ all up to the first that is not 0.
  const given = match.slice(2, 5).filter((part) => part !== undefined).length;
  const first = least.findIndex((number) => number > 0);
  const kept =
    { '^': Math.min(first < 0 ? given : first + 1, given), '~': Math.min(2, given), '>=': 0, '=': given, '': given }[match[1] ?? ''] ?? 0;
  return compare(version, least) >= 0 && least.slice(0, kept).every((number, index) => number === version[index]);
}

const compare = (one: Numbers, other: Numbers): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2];

function numbersOf(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/, 3).map(Number);
  return [major, minor, patch];
}
