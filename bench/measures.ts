import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPrint, describeMachine, type Figure } from './figure.ts';

/** One thing that is measured; `quick` takes a part that ends within half a minute. */
export type Measure = (options: { readonly quick: boolean }) => Promise<Figure[]>;

/** Runs `measure` of each file beside a `run.ts`, one after the other, and prints what it found. `--only NAME` runs one. */
export async function runMeasures(folder: string): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, only: { type: 'string' } } });
  const print = createPrint(values.json === true);
  print(describeMachine());
  const files = globSync('*.ts', { cwd: folder }).filter((file) => file !== 'run.ts' && !file.endsWith('.test.ts'));
  for (const file of files.sort().filter((name) => values.only === undefined || name === `${values.only}.ts`)) {
    const { measure } = (await import(path.join(folder, file))) as { measure?: Measure };
    for (const figure of (await measure?.({ quick: values.quick === true })) ?? []) print(figure);
  }
}
