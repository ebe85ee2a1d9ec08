import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_SAMPLE_FMT_FLTP,
  FF_DECODER_AAC,
  FF_ENCODER_AAC,
} from 'node-av/constants';
import { Packet as AvPacket, Codec, CodecContext, FFmpegError, Frame, Rational } from 'node-av/lib';
import '../quiet-ffmpeg.ts';
import { type Packet, SOUND_ENCODING, type Track } from '../render/encoding.ts';

/** Left and right, of one length, at 48 kHz. */
export type Stereo = readonly [Float32Array, Float32Array];

const FRAME_SAMPLES = 1024;

function newContext(codec: Codec): CodecContext {
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = SOUND_ENCODING.sampleRate;
  context.sampleFormat = AV_SAMPLE_FMT_FLTP;
  context.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
  context.timeBase = new Rational(1, SOUND_ENCODING.sampleRate);
  return context;
}

function fillFrame(frame: Frame, sound: Stereo, start: number, length: number): void {
  frame.nbSamples = length;
  frame.format = AV_SAMPLE_FMT_FLTP;
  frame.sampleRate = SOUND_ENCODING.sampleRate;
  frame.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
  FFmpegError.throwIfError(frame.getBuffer(0), 'allocate a sound frame');
  sound.forEach((samples, channel) => {
    const piece = samples.subarray(start, start + length);
    frame.data![channel]!.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  });
  frame.pts = BigInt(start);
}

/** Encodes 48 kHz stereo as AAC. Times count in samples; the first packet starts before zero. */
export function encodeAac(sound: Stereo): Track {
  const codec = Codec.findEncoderByName(FF_ENCODER_AAC);
  if (codec === null) throw new Error('This FFmpeg has no AAC encoder.');
  const context = newContext(codec);
  context.bitRate = BigInt(SOUND_ENCODING.bitRate);
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  FFmpegError.throwIfError(context.open2Sync(codec, null), 'open the AAC encoder');
  const received = new AvPacket();
  received.alloc();
  const frame = new Frame();
  frame.alloc();
  const packets: Packet[] = [];
  const drain = (): void => {
    while (context.receivePacketSync(received) >= 0) {
      packets.push({ pts: Number(received.pts), duration: Number(received.duration), isKey: true, data: Buffer.from(received.data!) });
      received.unref();
    }
  };
  const total = sound[0].length;
  for (let start = 0; start < total; start += FRAME_SAMPLES) {
    fillFrame(frame, sound, start, Math.min(FRAME_SAMPLES, total - start));
    FFmpegError.throwIfError(context.sendFrameSync(frame), 'encode sound');
    frame.unref();
    drain();
  }
  FFmpegError.throwIfError(context.sendFrameSync(null), 'end the sound');
  drain();
  const extradata = Buffer.from(context.extraData ?? []);
  context.freeContext();
  frame.free();
  received.free();
  return { extradata, packets };
}

/** Decodes what `encodeAac` made, to hear what it has become: `length` samples from time zero on. */
export function decodeAac(track: Track, length: number): Stereo {
  const codec = Codec.findDecoderByName(FF_DECODER_AAC);
  if (codec === null) throw new Error('This FFmpeg has no AAC decoder.');
  const context = newContext(codec);
  context.extraData = track.extradata;
  FFmpegError.throwIfError(context.open2Sync(codec, null), 'open the AAC decoder');
  const result: Stereo = [new Float32Array(length), new Float32Array(length)];
  const frame = new Frame();
  frame.alloc();
  const carrier = new AvPacket();
  carrier.alloc();
  let at = track.packets[0]?.pts ?? 0;
  for (const packet of track.packets) {
    carrier.data = packet.data;
    FFmpegError.throwIfError(context.sendPacketSync(carrier), 'decode sound');
    carrier.unref();
    while (context.receiveFrameSync(frame) >= 0) {
      for (const channel of [0, 1] as const) copySamples(frame.data![channel]!, frame.nbSamples, result[channel], at);
      at += frame.nbSamples;
      frame.unref();
    }
  }
  context.freeContext();
  frame.free();
  carrier.free();
  return result;
}

/** Copies samples to their place, leaving out what lies before the start or after the end. */
function copySamples(from: Buffer, count: number, to: Float32Array, at: number): void {
  const samples = new Float32Array(from.buffer, from.byteOffset, count);
  const skipped = Math.max(0, -at);
  const kept = Math.min(count, to.length - at);
  if (kept > skipped) to.set(samples.subarray(skipped, kept), at + skipped);
}
