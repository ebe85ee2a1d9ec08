import { checksOf } from '@bottega/contracts/conformance';
import { testCall } from '@bottega/contracts/fakes';
import pino from 'pino';
import { afterAll, test } from 'vitest';
import { createMediaWorker } from '#platform';
import { createEspeakVoice } from './espeak-voice.ts';

const media = createMediaWorker(pino({ level: 'silent' }));
afterAll(() => media.stop());

const voice = createEspeakVoice(media);

for (const check of checksOf<'speech'>({ ...voice, kind: 'speech' })) {
  test(`keeps its contract: ${check.name}`, async () => {
    await using call = await testCall();
    await check.run(call);
  });
}
