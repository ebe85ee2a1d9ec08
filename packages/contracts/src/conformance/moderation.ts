import assert from 'node:assert/strict';
import { join } from 'node:path';
import { drawProduct } from '../fakes/picture.ts';
import type { ModerationFinding, ModerationProvider, ModerationSubject } from '../moderation.ts';
import type { CallContext } from '../provider.ts';
import { assertFailsWith, assertHeedsAbort, assertMade, type Check, selfDescription } from './check.ts';

/** Copy that a craft shop writes every day and that nobody should be asked to review. */
const ORDINARY: readonly ModerationSubject[] = [
  'Walnut bowl, hand-turned and oiled, 24 cm, €48.00.',
  'Fired at 1,240 °C in our kiln since 1989. No. 12345 of the series.',
  'Salad bowl 30 × 12 cm; dinner plate 27 cm; 20–25 working days.',
].map((text, index) => ({ type: 'text', text, language: 'en', where: `scene ${index + 1}` }));

/** Promises of whoever judges. */
export const moderationConformance: readonly Check<ModerationProvider>[] = [
  selfDescription('moderation'),
  {
    name: 'passes ordinary copy and an ordinary photo',
    run: async (provider, call) => {
      const path = join(call.folder, 'photo.png');
      await drawProduct(path, { size: 640, seed: 2 });
      assert.deepEqual(await judge(provider, [...ORDINARY, { type: 'image', path, where: 'photo' }], call), []);
    },
  },
  { name: 'passes when there is nothing to judge', run: async (provider, call) => assert.deepEqual(await judge(provider, [], call), []) },
  {
    name: 'explains what it finds',
    run: async (provider, call) => {
      const text = 'FORBIDDEN!!! Write to potter@example.com, forbidden goods, IBAN GB82 WEST 1234 5698 7654 32';
      const findings = await judge(provider, [{ type: 'text', text, language: 'en', where: 'description' }], call);
      assert.ok(findings.length > 0, 'an address to buy behind the shop’s back went unnoticed');
      for (const finding of findings) assertFinding(finding, text);
    },
  },
  {
    name: 'refuses a picture that is not there',
    run: (provider, call) =>
      assertFailsWith('bad_input', () => provider.judge([{ type: 'image', path: join(call.folder, 'absent.png'), where: 'photo' }], call)),
  },
  { name: 'heeds a caller who gave up', run: (provider, call) => assertHeedsAbort(call, (aborted) => provider.judge(ORDINARY, aborted)) },
];

async function judge(
  provider: ModerationProvider,
  subjects: readonly ModerationSubject[],
  call: CallContext,
): Promise<readonly ModerationFinding[]> {
  const made = await provider.judge(subjects, call);
  assertMade(made);
  return made.value.findings;
}

function assertFinding({ where, rule, reason, excerpt }: ModerationFinding, text: string): void {
  assert.equal(where, 'description');
  assert.match(rule, /^[a-z0-9]+(-[a-z0-9]+)*$/, 'a rule is named in kebab-case');
  assert.match(reason, /\.$/, 'a reason is a sentence');
  assert.ok(text.includes(excerpt) && excerpt.length > 0, `"${excerpt}" does not stand in the text`);
}
