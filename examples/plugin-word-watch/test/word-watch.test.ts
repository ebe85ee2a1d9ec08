import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import { wordWatch } from '../src/word-watch.ts';

const settings = {
  apiKey: 'sandbox_tests',
  words: 'forbidden, glue',
  strictness: 'words and addresses',
  mostFindings: 10,
  wholeWords: true,
};
const judge = async (text: string, own: Record<string, string | number | boolean> = {}) => {
  await using call = await testCall({ settings: { ...settings, ...own } });
  const { value } = await wordWatch.judge([{ type: 'text', text, language: 'en', where: 'description' }], call);
  return value.findings.map(({ rule, excerpt }) => [rule, excerpt]);
};

for (const check of checksOf(wordWatch)) {
  test(check.name, async () => {
    await using call = await testCall({ settings });
    await check.run(call);
  });
}

test('finds the words of the shop as its settings say', async () => {
  assert.deepEqual(await judge('Glue and bugled'), [['word-watch-word', 'Glue']]);
  assert.deepEqual(await judge('bugled', { words: 'gle', wholeWords: false }), [['word-watch-word', 'gle']]);
  assert.deepEqual(await judge('Write to ada@example.com', { strictness: 'words' }), []);
  assert.equal((await judge('glue forbidden ada@example.com', { mostFindings: 2 })).length, 2);
});

test('says what the company refused', async () => {
  await assert.rejects(judge('glue', { apiKey: 'sandbox_busy' }), { kind: 'rate_limited', retryAfterSeconds: 7 });
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input));
    return new Response('{}', { status: 401 });
  };
  await using call = await testCall({ settings: { ...settings, apiKey: 'a-real-key' }, fetch });
  const subject = { type: 'text', text: 'glue', language: 'en', where: 'description' } as const;
  await assert.rejects(wordWatch.judge([subject], call), { kind: 'auth' });
  assert.deepEqual(asked, ['https://api.word-watch.example/v1/checks']);
});
