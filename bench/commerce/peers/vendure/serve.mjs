// Writes its port when it is ready, and ends with its parent.
import { bootstrap } from '@vendure/core';
import { configOf } from './config.mjs';

const app = await bootstrap(configOf());
process.stdout.write(`port ${app.getHttpServer().address().port}\n`);
process.stdin.resume().on('end', () => process.exit(0));
