// One slice in a process of its own, to see what memory it takes: node slice.mjs LIBRARY FORMAT ROWS. LIBRARY is a folder of built
// JavaScript: to strip types from sources takes more memory than people do. Prints the most that was resident, in MB.
import { existsSync, readFileSync } from 'node:fs';

const [library, format, rows] = process.argv.slice(2);
const { createPartMaker, DEFAULT_COLUMNS } = await import(`${library}/index.js`);
const { openPopulation, ZSTD } = await import(`${library}/node.js`);

const population = openPopulation({ seed: 42, year: 2026 });
const to = Number(rows);
const job = { population: {}, filter: {}, order: 'balanced', from: 0, to, format, columns: DEFAULT_COLUMNS, guarded: false };
let bytes = 0;
for (const piece of createPartMaker(population, job, ZSTD)(0, to)) bytes += piece.length;
console.log(JSON.stringify({ bytes, megabytes: (peakKilobytes() * 1024) / 1e6 }));

/** Linux counts in `maxRSS` what the process that started this one held, so there the program's own peak is asked for. */
function peakKilobytes() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
