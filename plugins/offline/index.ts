import { join } from 'node:path';
import type { Plugin } from '@bottega/contracts';
import { offlinePhoto } from './image/offline-photo.ts';
import { offlineOutbox } from './mail/offline-outbox.ts';
import { offlineRules } from './moderation/offline-rules.ts';
import { offlineSynth } from './music/offline-synth.ts';
import { manualPayment } from './payment/manual.ts';
import { offlineParcel } from './shipping/offline-parcel.ts';
import { offlineFlite } from './speech/offline-flite.ts';
import { grammarWriter } from './writer/index.ts';

/** Everything that Bottega can do by itself: no key, no network, no cost. Last in every chain. */
export const plugin: Plugin = {
  name: 'offline',
  version: '0.1.0',
  providers: async (host) => [
    grammarWriter,
    offlineFlite(),
    offlineSynth(),
    offlinePhoto(),
    offlineRules(),
    manualPayment(),
    offlineParcel(),
    offlineOutbox(join(host.dataFolder, 'outbox')),
  ],
};
