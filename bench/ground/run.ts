/**
 * What the ground costs: `npm run bench -- ground [--quick] [--json] [--only NAME]`. Each other file of this folder measures one thing in
 * a house of its own and exports it as `measure`.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPrint, describeMachine, type Figure } from '../figure.ts';

/** One thing that is measured; `quick` takes a part that ends within half a minute. */
export type Measure = (options: { readonly quick: boolean }) => Promise<Figure[]>;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, only: { type: 'string' } } });
const print = createPrint(values.json === true);
print(describeMachine());
const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => file !== 'run.ts' && !file.endsWith('.test.ts'));
for (const file of files.sort().filter((name) => values.only === undefined || name === `${values.only}.ts`)) {
  const { measure } = (await import(path.join(import.meta.dirname, file))) as { measure?: Measure };
  for (const figure of (await measure?.({ quick: values.quick === true })) ?? []) print(figure);
}
