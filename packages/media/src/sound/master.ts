import type { Track } from '../render/encoding.ts';
import { decodeAac, encodeAac, type Stereo } from './aac.ts';
import { limit } from './limiter.ts';
import { amplify, amplitude, integratedLoudness, truePeakDb } from './loudness.ts';

/** What a finished film must measure, and how far inside that the mastering aims. */
const TARGET_LUFS = -14;
const LOUDNESS_CLOSE_ENOUGH = 0.2;
const FIRST_CEILING_DB = -1.8;
const MOST_TRUE_PEAK_DB = -1.1;
const SILENCE_LUFS = -70;
/** Above this much gain a mix is noise, not quiet sound. */
const MOST_GAIN_DB = 50;
const LIMITER_ROUNDS = 6;
const ENCODER_ROUNDS = 4;

export type Master = { readonly track: Track; readonly lufs: number; readonly truePeakDb: number };

/** Brings a copy of the mix to a loudness with its peaks under a ceiling. Limiting costs loudness, so it takes a few rounds. */
function bringTo(sound: Stereo, lufs: number, ceilingDb: number): Stereo {
  const result: Stereo = [sound[0].slice(), sound[1].slice()];
  for (let round = 0; round < LIMITER_ROUNDS; round++) {
    const missing = lufs - integratedLoudness(result);
    if (Math.abs(missing) < LOUDNESS_CLOSE_ENOUGH / 2) break;
    amplify(result, amplitude(Math.min(missing, MOST_GAIN_DB)));
    limit(result, amplitude(ceilingDb));
  }
  return result;
}

/**
 * Encodes a mix so that the encoded sound, decoded again, measures -14 LUFS and stays under -1 dBTP: lossy coding moves
 * both a little, so each round corrects what the last one measured. Silence stays silence.
 */
export function master(sound: Stereo): Master {
  let [lufs, ceiling] = [TARGET_LUFS, FIRST_CEILING_DB];
  for (let round = 1; ; round++) {
    const isSilent = integratedLoudness(sound) <= SILENCE_LUFS;
    const track = encodeAac(isSilent ? sound : bringTo(sound, lufs, ceiling));
    const heard = decodeAac(track, sound[0].length);
    const result = { track, lufs: integratedLoudness(heard), truePeakDb: truePeakDb(heard) };
    const isLoudEnough = Math.abs(result.lufs - TARGET_LUFS) <= LOUDNESS_CLOSE_ENOUGH;
    const isTooHigh = result.truePeakDb > MOST_TRUE_PEAK_DB;
    if (isSilent || round === ENCODER_ROUNDS || (isLoudEnough && !isTooHigh)) return result;
    lufs += TARGET_LUFS - result.lufs;
    if (isTooHigh) ceiling -= result.truePeakDb - MOST_TRUE_PEAK_DB + 0.1;
  }
}
