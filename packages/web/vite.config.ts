import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // The Content-Security-Policy knows no data: addresses, so nothing is inlined.
  build: { assetsInlineLimit: 0 },
  environments: {
    ssr: {
      // Small: the source of what is loaded stays in memory, two bytes for each letter because some are Arabic.
      build: { rolldownOptions: { input: './app/server.ts' }, minify: true },
      // One self-contained server bundle: React's production build, whatever NODE_ENV says where it runs.
      resolve: { noExternal: true },
    },
  },
});
