import type { ProductFacts } from '@bottega/contracts';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import { expect, test } from 'vitest';
import { plugin } from './index.ts';
import { offlineRules } from './moderation/offline-rules.ts';
import { offlineFlite } from './speech/offline-flite.ts';
import { grammarWriter } from './writer/index.ts';

await using host = await testCall();
const providers = await plugin.providers({ dataFolder: host.folder });

test('brings each offline provider once', () => {
  expect(providers.map(({ id }) => id)).toEqual([
    'offline-grammar',
    'offline-flite',
    'offline-synth',
    'offline-photo',
    'offline-rules',
    'manual',
    'offline-parcel',
    'offline-outbox',
  ]);
  expect(providers.every(({ offline }) => offline)).toBe(true);
});

for (const provider of providers) {
  for (const check of checksOf(provider)) {
    test(`${provider.id}: ${check.name}`, async () => {
      await using call = await testCall();
      await check.run(call);
    }, 20_000);
  }
}

const FACTS: ProductFacts = {
  name: 'Luna moon jar',
  notes: 'raku-fired at 1,000 °C, No. 12345, 24 cm',
  price: { amount: 124_000, currency: 'EUR' },
  palette: ['white', 'charcoal'],
  category: 'decor',
  season: 'winter',
  shopName: 'Fornace',
};

test('what the writer tells passes the rules in every language, and can be spoken in English', async () => {
  await using call = await testCall();
  for (const language of grammarWriter.languages) {
    const { scenes } = (await grammarWriter.writeStory({ facts: FACTS, language, seconds: 20, seed: 3 }, call)).value;
    const subjects = scenes.map(({ narration, role }) => ({ type: 'text' as const, text: narration, language, where: role }));
    expect((await offlineRules().judge(subjects, call)).value.findings).toEqual([]);
    if (language !== 'en') continue;
    const text = scenes.map(({ narration }) => narration).join(' ');
    const { seconds, words } = (await offlineFlite().speak({ text, language, seed: 3, pace: 1 }, call)).value;
    expect(words.length / seconds, 'words a second').toBeGreaterThan(1.5);
    expect(words.length / seconds, 'words a second').toBeLessThan(4.5);
  }
});
