import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // The Content-Security-Policy knows no data: addresses, so nothing is inlined.
  build: { assetsInlineLimit: 0 },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What most pages share comes in a few files: one for each icon made 45 of them for a page.
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
                { name: 'parts', test: /[\\/]app[\\/](storefront[\\/])?parts[\\/]/, minShareCount: 5 },
                { name: 'icons', test: /node_modules[\\/]lucide-react[\\/]/ },
              ],
            },
          },
        },
      },
    },
    ssr: {
      // Small: the source of what is loaded stays in memory, two bytes for each letter because some are Arabic.
      build: { rolldownOptions: { input: './app/server.ts' }, minify: true },
      // One self-contained server bundle: React's production build, whatever NODE_ENV says where it runs. Vite leaves that to the process
      // otherwise, and React's development build takes twice as long to render.
      resolve: { noExternal: true },
      define: { 'process.env.NODE_ENV': '"production"' },
    },
  },
});
