/**
 * What the ground costs: `npm run bench -- ground [--quick] [--json] [--only NAME]`. Each other file of this folder measures one thing in
 * a house of its own and exports it as `measure`.
 */
import { runMeasures } from '../measures.ts';

export type { Measure } from '../measures.ts';

await runMeasures(import.meta.dirname);
