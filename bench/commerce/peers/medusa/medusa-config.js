import { defineConfig } from '@medusajs/framework/utils';

/** Medusa as it comes: its own modules for events, locks, workflows and cache, in one process, without the admin's pages. */
export default defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: { storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: 'bench', cookieSecret: 'bench', host: '127.0.0.1' },
  },
});
