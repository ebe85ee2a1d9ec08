import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), reactRouter()],
  build: {
    // The Content-Security-Policy knows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    ...(isSsrBuild && { rolldownOptions: { input: './app/server.ts' } }),
  },
  // One self-contained server bundle: React's production build, whatever NODE_ENV says where it runs.
  ssr: { noExternal: true },
}));
