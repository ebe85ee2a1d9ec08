import type { Plugin, SettingsSchema } from '@bottega/contracts';
import { wordWatch } from './word-watch.ts';

/** What the JSON Schema in package.json cannot say. */
const settings: SettingsSchema = {
  '~standard': {
    version: 1,
    vendor: 'word-watch',
    validate(value) {
      const { words = '' } = value as { words?: string };
      const empty = words.split(',').some((word) => word.trim() === '');
      return empty ? { issues: [{ message: 'There is nothing between two of the commas.', path: ['words'] }] } : {};
    },
  },
};

export const plugin: Plugin = { name: 'word-watch', version: '0.1.0', providers: async () => [wordWatch], settings };
