/**
 * Runs the fault experiments of a part of the house: `npm run faults -- ground [--seed N] [--quick] [--only NAME] [--json]`. Each file of
 * the part's folder exports one experiment; they run one after another, and a figure that does not hold ends the command with 1.
 */
import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPrint, describeMachine, plain } from '../figure.ts';
import type { Experiment } from './experiment.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, quick: { type: 'boolean' }, only: { type: 'string' }, json: { type: 'boolean' } },
});
const [part = ''] = positionals;
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const print = createPrint(values.json === true);
const say = (line: string): void => void (values.json ? undefined : console.log(line));

const files = globSync('*.ts', { cwd: path.join(import.meta.dirname, part) })
  .filter((file) => !file.endsWith('.test.ts') && (values.only === undefined || file === `${values.only}.ts`))
  .sort();
if (part === '' || files.length === 0 || !Number.isSafeInteger(seed)) {
  console.error(`Say which part of the house: npm run faults -- ${parts().join(' | ')} [--seed N] [--quick] [--only NAME] [--json]`);
  process.exit(2);
}

print(describeMachine());
print(plain('seed', seed, '', 'nothing'));
for (const file of files) {
  const { experiment } = (await import(path.join(import.meta.dirname, part, file))) as { experiment: Experiment };
  say(`\n${file.slice(0, -3)}: ${experiment.title}`);
  const figures = await experiment.run({ seed, quick: values.quick === true, say: (line) => say(`    ${line}`) });
  for (const figure of figures) print(figure);
  if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
}

function parts(): string[] {
  return globSync('*/', { cwd: import.meta.dirname }).map((folder) => folder.replace(/[/\\]$/, ''));
}
