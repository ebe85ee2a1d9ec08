// Writes its port when it is ready, and ends with its parent.
import { once } from 'node:events';
import commands from '@medusajs/medusa/commands/start';

const { server } = await commands.default({ directory: import.meta.dirname, host: '127.0.0.1', port: 0 });
if (!server.listening) await once(server, 'listening');
process.stdout.write(`port ${server.address().port}\n`);
process.stdin.resume().on('end', () => process.exit(0));
