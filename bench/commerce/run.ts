/**
 * What selling costs: `npm run bench -- commerce [--quick] [--json] [--only NAME]`. Each other file of this folder measures one thing in a
 * house of its own and exports it as `measure`.
 */
import { runMeasures } from '../measures.ts';

await runMeasures(import.meta.dirname);
