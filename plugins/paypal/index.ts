import type { Plugin } from '@bottega/contracts';
import { settingsSchema } from './settings.ts';

export { manifest } from './manifest.ts';

const loadSimulator = () => import('./sandbox/index.ts');

/** PayPal: the sandbox and the live company, or the simulator in `sandbox/`, by the shop's settings. What does the work is loaded when it is wanted. */
export const plugin: Plugin = {
  name: 'paypal',
  version: '0.1.0',
  providers: async () => [(await import('./payment.ts')).payPalPayment],
  settings: settingsSchema,
  simulator: (host) => ({
    fetch: async (request) => (await loadSimulator()).payPalSimulator(host).fetch(request),
    page: async (request, path) => (await loadSimulator()).payPalSimulator(host).page(request, path),
  }),
};
