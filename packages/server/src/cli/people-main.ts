// `bottega people …` alone: bin/bottega.js starts it in place of main.ts. None of these commands needs the house, and without it
// they start in a fifth of the time.
import { describePeople } from './people-commands.ts';
import { createProgram, runProgram } from './program.ts';

const program = createProgram();
describePeople(program);
await runProgram(program, process.argv.slice(2));
