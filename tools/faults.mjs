// npm run faults -- PART [--seed N] [--quick] [--only NAME] [--json]: harms a house of its own and says what came of it.
import { root } from './pinned-node.mjs';
import { runProgram } from './run-program.mjs';

runProgram(`${root}bench/faults/run.ts`, process.argv.slice(2));
