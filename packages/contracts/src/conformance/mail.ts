import assert from 'node:assert/strict';
import type { Mail, MailProvider } from '../mail.ts';
import { assertFailsWith, type Check, selfDescription } from './check.ts';

const MAIL: Mail = {
  to: 'anna@example.com',
  from: 'Fornace <shop@example.com>',
  subject: 'Your order FRN-7K2M — شكراً',
  text: 'Thank you.\n.\nIt leaves the workshop tomorrow.',
  html: '<p>Thank you.</p>',
};

/** Promises of whoever sends mail. */
export const mailConformance: readonly Check<MailProvider>[] = [
  selfDescription('mail'),
  {
    name: 'gives every message an id of its own',
    run: async (provider, call) => {
      const ids = [(await provider.send(MAIL, call)).id, (await provider.send(MAIL, call)).id];
      assert.ok(ids.every((id) => id.length > 0));
      assert.equal(new Set(ids).size, 2);
    },
  },
  {
    name: 'lets no line break into a header',
    run: async (provider, call) => {
      const injected = '\r\nBcc: everyone@example.com';
      for (const field of ['to', 'from', 'subject'] as const) {
        await assertFailsWith('bad_input', () => provider.send({ ...MAIL, [field]: `${MAIL[field]}${injected}` }, call));
      }
    },
  },
];
