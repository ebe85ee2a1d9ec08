import type { Plugin } from '@bottega/contracts';
import { stripeSimulator } from './sandbox/simulator.ts';
import { settingsSchema } from './settings.ts';

export { manifest } from './manifest.ts';

/** Cards through Stripe, and the simulator that stands in for the company. */
export const plugin: Plugin = {
  name: 'stripe',
  version: '0.1.0',
  // The company's SDK is loaded by the first payment, not by the page of settings.
  providers: async () => [(await import('./stripe-payment.ts')).stripePayment()],
  settings: settingsSchema,
  simulator: stripeSimulator,
};
