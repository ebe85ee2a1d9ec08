// `npm start`: sets up what is missing, then serves, makes the demo shop and runs the main job: `bottega start`.
import { buildPages, install } from './setup.mjs';

await install({ withTests: false });
await buildPages();
process.argv.splice(2, 0, 'start');
await import('../packages/server/bin/bottega.js');
