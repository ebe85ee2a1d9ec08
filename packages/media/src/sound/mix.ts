import type { Stereo } from './aac.ts';
import { duckingCurve, speechSpans, voiceOverMusic } from './duck.ts';
import { amplify, amplitude, integratedLoudness, SAMPLE_RATE } from './loudness.ts';
import { resample } from './resample.ts';
import type { Sound } from './wav.ts';

/** A recording and the second of the film at which it starts. */
export type PlacedVoice = { readonly sound: Sound; readonly at: number };

/** What goes into a film's sound, before it is brought to its final level. */
export type Mix = { readonly sound: Stereo; readonly voiceOverMusicDb: number };

const VOICE_LUFS = -16;
const MUSIC_LUFS = -20;
/** How far the voice shall stand over the music while it speaks. */
const VOICE_OVER_MUSIC_DB = 14;
const FADE_IN = 0.4;
const FADE_OUT = 1.5;

function toMono(sound: Sound): Float32Array {
  const [first, ...others] = sound.channels;
  if (others.length === 0) return first!;
  return first!.map((sample, at) => others.reduce((sum, channel) => sum + channel[at]!, sample) / sound.channels.length);
}

/** All recordings on one mono track of `length` samples, brought to one loudness. */
function voiceTrack(voices: readonly PlacedVoice[], length: number): Float32Array {
  const track = new Float32Array(length);
  for (const { sound, at } of voices) {
    const samples = resample(toMono(sound), sound.sampleRate, SAMPLE_RATE);
    const start = Math.round(at * SAMPLE_RATE);
    const count = Math.min(samples.length, length - start);
    for (let index = 0; index < count; index++) track[start + index]! += samples[index]!;
  }
  level([track], VOICE_LUFS);
  return track;
}

function level(channels: readonly Float32Array[], lufs: number): void {
  const loudness = integratedLoudness(channels);
  if (loudness > -70) amplify(channels, amplitude(lufs - loudness));
}

/** The music from its start, over again where it is shorter than the film, faded in and out. */
function musicTrack(music: Sound, length: number): Stereo {
  const left = resample(music.channels[0]!, music.sampleRate, SAMPLE_RATE);
  const right = music.channels[1] === undefined ? left : resample(music.channels[1], music.sampleRate, SAMPLE_RATE);
  const fadeIn = Math.min(FADE_IN * SAMPLE_RATE, length / 8);
  const fadeOut = Math.min(FADE_OUT * SAMPLE_RATE, length / 5);
  const laid = [left, right].map((samples) => {
    const track = new Float32Array(length);
    if (samples.length === 0) return track;
    for (let at = 0; at < length; at++) {
      track[at] = samples[at % samples.length]! * Math.min(1, at / fadeIn, (length - at) / fadeOut);
    }
    return track;
  });
  const stereo: Stereo = [laid[0]!, laid[1]!];
  level(stereo, MUSIC_LUFS);
  return stereo;
}

/** Turns the music down where somebody speaks, and as a whole until the voice stands far enough over it. */
function duck(voice: Float32Array, music: Stereo): number {
  const spans = speechSpans(voice);
  if (spans.length === 0) return voiceOverMusic(voice, music, spans);
  const curve = duckingCurve(voice.length, spans);
  for (const samples of music) for (let at = 0; at < samples.length; at++) samples[at]! *= curve[at]!;
  const over = voiceOverMusic(voice, music, spans);
  if (over < VOICE_OVER_MUSIC_DB) amplify(music, amplitude(over - VOICE_OVER_MUSIC_DB));
  return Math.max(over, VOICE_OVER_MUSIC_DB);
}

/** Mixes voices and music to `length` samples of 48 kHz stereo. Either may be missing; without both it is silence. */
export function mix(voices: readonly PlacedVoice[], music: Sound | undefined, length: number): Mix {
  const voice = voiceTrack(voices, length);
  const bed: Stereo = music === undefined ? [new Float32Array(length), new Float32Array(length)] : musicTrack(music, length);
  const voiceOverMusicDb = duck(voice, bed);
  for (const samples of bed) for (let at = 0; at < length; at++) samples[at]! += voice[at]!;
  return { sound: bed, voiceOverMusicDb };
}
