import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { SHAPE_SIZES, type Shape } from '@bottega/contracts';
import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_H264,
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_STRING,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { Packet as AvPacket, FFmpegError, FormatContext, Rational, type Stream } from 'node-av/lib';
import '../quiet-ffmpeg.ts';
import { readTrack } from './chunk-cache.ts';
import { type Packet, SOUND_ENCODING, type Track } from './encoding.ts';

export type MuxJob = {
  readonly shape: Shape;
  readonly fps: number;
  /** Cached chunks in order, each with the frame at which it begins. */
  readonly chunks: readonly { readonly path: string; readonly start: number }[];
  readonly sound: string;
  readonly outPath: string;
};

function check(code: number, doing: string): void {
  FFmpegError.throwIfError(code, doing);
}

/** One shape's chunks as one track. All were encoded with the same settings, so one description fits them all. */
async function joinChunks(job: MuxJob): Promise<Track> {
  const tracks = await Promise.all(job.chunks.map(({ path }) => readTrack(path)));
  const extradata = tracks[0]!.track.extradata;
  const packets = tracks.flatMap(({ track }, index) => {
    if (!track.extradata.equals(extradata)) throw new Error(`${job.chunks[index]!.path} was encoded with other settings. Empty the cache.`);
    return track.packets.map((packet) => ({ ...packet, pts: packet.pts + job.chunks[index]!.start }));
  });
  return { extradata, packets };
}

function addPictureStream(output: FormatContext, job: MuxJob, extradata: Buffer): Stream {
  const stream = output.newStream(null);
  const parameters = stream.codecpar;
  parameters.codecType = AVMEDIA_TYPE_VIDEO;
  parameters.codecId = AV_CODEC_ID_H264;
  parameters.width = SHAPE_SIZES[job.shape].width;
  parameters.height = SHAPE_SIZES[job.shape].height;
  parameters.format = AV_PIX_FMT_YUV420P;
  parameters.extradata = extradata;
  parameters.colorRange = AVCOL_RANGE_MPEG;
  parameters.colorSpace = AVCOL_SPC_BT709;
  parameters.colorPrimaries = AVCOL_PRI_BT709;
  parameters.colorTrc = AVCOL_TRC_BT709;
  stream.timeBase = new Rational(1, job.fps * 512);
  stream.avgFrameRate = new Rational(job.fps, 1);
  return stream;
}

/** The encoder's first packet starts before zero: `initialPadding` tells players what to leave out. */
function addSoundStream(output: FormatContext, sound: Track): Stream {
  const stream = output.newStream(null);
  const parameters = stream.codecpar;
  parameters.codecType = AVMEDIA_TYPE_AUDIO;
  parameters.codecId = AV_CODEC_ID_AAC;
  parameters.format = AV_SAMPLE_FMT_FLTP;
  parameters.sampleRate = SOUND_ENCODING.sampleRate;
  parameters.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
  parameters.bitRate = BigInt(SOUND_ENCODING.bitRate);
  parameters.frameSize = 1024;
  parameters.initialPadding = Math.max(0, -(sound.packets[0]?.pts ?? 0));
  parameters.extradata = sound.extradata;
  stream.timeBase = new Rational(1, SOUND_ENCODING.sampleRate);
  return stream;
}

/** Writes packets of both tracks in the order in which they are played. */
function writePackets(output: FormatContext, tracks: readonly { stream: Stream; packets: readonly Packet[]; rate: number }[]): void {
  const all = tracks.flatMap(({ stream, packets, rate }) => packets.map((packet) => ({ stream, packet, rate, at: packet.pts / rate })));
  all.sort((a, b) => a.at - b.at || a.stream.index - b.stream.index);
  const carrier = new AvPacket();
  carrier.alloc();
  for (const { stream, packet, rate } of all) {
    carrier.data = packet.data;
    carrier.pts = BigInt(packet.pts);
    carrier.dts = BigInt(packet.pts);
    carrier.duration = BigInt(packet.duration);
    carrier.streamIndex = stream.index;
    carrier.isKeyframe = packet.isKey;
    carrier.rescaleTs({ num: 1, den: rate }, stream.timeBase);
    check(output.interleavedWriteFrameSync(carrier), 'write a packet');
    carrier.unref();
  }
  carrier.free();
}

/** Joins a shape's chunks and the sound into one MP4 that can start playing before it is loaded; returns its size in bytes. */
export async function mux(job: MuxJob): Promise<number> {
  const [pictures, sound] = await Promise.all([joinChunks(job), readTrack(job.sound)]);
  const passing = `${job.outPath}.${randomUUID().slice(0, 8)}.part`;
  const output = new FormatContext();
  try {
    check(output.allocOutputContext2(null, 'mp4', `file:${passing}`), 'start the MP4');
    const pictureStream = addPictureStream(output, job, pictures.extradata);
    const soundStream = addSoundStream(output, sound.track);
    check(output.setOption('movflags', '+faststart', AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN), 'ask for a fast start');
    check(output.openOutputSync(), `open ${passing}`);
    check(output.writeHeaderSync(null), 'write the header');
    writePackets(output, [
      { stream: pictureStream, packets: pictures.packets, rate: job.fps },
      { stream: soundStream, packets: sound.track.packets, rate: SOUND_ENCODING.sampleRate },
    ]);
    check(output.writeTrailerSync(), 'finish the MP4');
    output.closeOutputSync();
    output.freeContext();
    await rename(passing, job.outPath);
  } catch (error) {
    await rm(passing, { force: true });
    throw error;
  }
  return (await stat(job.outPath)).size;
}
