import { stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { MeasureResult } from '@bottega/contracts';
import { AV_LOG_ERROR, AV_LOG_QUIET, AVERROR_EOF, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { avGetCodecName, FFmpegError, FilterGraph, FormatContext, Frame, Log, type Stream } from 'node-av/lib';
import { badInput } from './failure.ts';

/** Black is a picture in which 98 % of the samples are darker than a tenth, for at least this many seconds. */
const SHORTEST_BLACK = 0.05;
const FRAMES_PER_BREATH = 32;

/** A path as FFmpeg's filter language wants it: quoted once for the option's value and once for the graph. */
export function quotePath(path: string): string {
  const value = `file:${path}`.replaceAll(/[\\':]/g, '\\$&');
  return value.replaceAll(/[\\'[\],;]/g, '\\$&');
}

/** Runs a graph that ends in a sink named `out`, giving each frame's metadata. @throws FFmpegError when a frame cannot be decoded. */
async function runGraph(text: string, hear: (metadata: Record<string, string>) => void): Promise<void> {
  const graph = new FilterGraph();
  graph.alloc();
  FFmpegError.throwIfError(graph.parse2(text), 'read the filter graph');
  FFmpegError.throwIfError(graph.configSync(), 'set the filters up');
  const sink = graph.filters?.find(({ name }) => name === 'buffersink@out' || name === 'abuffersink@out');
  if (sink === undefined) throw new Error('The filter graph has no sink named out.');
  const frame = new Frame();
  frame.alloc();
  for (let count = 1; ; count++) {
    const code = sink.buffersinkGetFrameSync(frame);
    if (code === AVERROR_EOF) break;
    FFmpegError.throwIfError(code, 'decode');
    hear(frame.getMetadata().getAll());
    frame.unref();
    if (count % FRAMES_PER_BREATH === 0) await breathe();
  }
  frame.free();
  graph.free();
}

async function watch(path: string, total: number): Promise<{ frames: number; black: { start: number; end: number }[] }> {
  const black: { start: number; end: number }[] = [];
  let frames = 0;
  await runGraph(`movie=${quotePath(path)},blackdetect=d=${SHORTEST_BLACK}:pic_th=0.98:pix_th=0.1,buffersink@out`, (metadata) => {
    frames += 1;
    const { 'lavfi.black_start': start, 'lavfi.black_end': end } = metadata;
    if (end !== undefined && black.length > 0) black.at(-1)!.end = Number(end);
    // A stretch that lasts to the end of the film is never closed.
    if (start !== undefined) black.push({ start: Number(start), end: total });
  });
  return { frames, black };
}

async function listen(path: string): Promise<{ lufs: number; truePeakDb: number }> {
  let last: Record<string, string> = {};
  await runGraph(`amovie=${quotePath(path)},ebur128=peak=true:metadata=1:framelog=quiet,abuffersink@out`, (metadata) => {
    if (metadata['lavfi.r128.I'] !== undefined) last = metadata;
  });
  const peaks = Object.entries(last).filter(([name]) => name.startsWith('lavfi.r128.true_peaks_ch'));
  const peak = Math.max(1e-6, ...peaks.map(([, value]) => Number(value)));
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { lufs: round(Number(last['lavfi.r128.I'] ?? -70)), truePeakDb: round(20 * Math.log10(peak)) };
}

function codecOf(stream: Stream): string {
  return avGetCodecName(stream.codecpar.codecId) ?? 'unknown';
}

type Facts = { seconds: number; video: Stream | undefined; audio: Stream | undefined };

async function withStreams<T>(path: string, use: (facts: Facts) => Promise<T>): Promise<T> {
  const input = new FormatContext();
  Log.setLevel(AV_LOG_QUIET);
  if (input.openInputSync(`file:${path}`) < 0 || input.findStreamInfoSync(null) < 0) {
    throw badInput(`${path} is no film or sound that FFmpeg can read.`);
  }
  const streamOf = (type: number): Stream | undefined => input.streams.find(({ codecpar }) => codecpar.codecType === type);
  try {
    const seconds = Math.max(0, Number(input.duration) / 1e6);
    return await use({ seconds, video: streamOf(AVMEDIA_TYPE_VIDEO), audio: streamOf(AVMEDIA_TYPE_AUDIO) });
  } catch (error) {
    if (error instanceof FFmpegError) throw badInput(`${path} is damaged: FFmpeg cannot decode all of it (${error.message}).`, error);
    throw error;
  } finally {
    input.closeInputSync();
    // The same child may encode next.
    Log.setLevel(AV_LOG_ERROR);
  }
}

async function measureStreams(path: string, { seconds, video, audio }: Facts): Promise<MeasureResult> {
  const seen = video === undefined ? undefined : await watch(path, seconds);
  const heard = audio === undefined ? undefined : await listen(path);
  const rate = video?.avgFrameRate ?? { num: 0, den: 1 };
  return {
    seconds,
    ...(video !== undefined && seen !== undefined
      ? {
          video: {
            codec: codecOf(video),
            width: video.codecpar.width,
            height: video.codecpar.height,
            frames: seen.frames,
            fps: rate.num / Math.max(1, rate.den),
          },
        }
      : {}),
    ...(audio !== undefined && heard !== undefined
      ? { audio: { codec: codecOf(audio), sampleRate: audio.codecpar.sampleRate, channels: audio.codecpar.channels }, ...heard }
      : {}),
    black: seen?.black ?? [],
  };
}

/**
 * Measures a finished file with FFmpeg itself: every frame decoded and counted, loudness by EBU R 128, black stretches found.
 * @throws Failure bad_input when the file is missing, is no film or sound, or is damaged.
 */
export async function measure({ path }: { path: string }): Promise<MeasureResult> {
  await stat(path).catch((error: unknown) => {
    throw badInput(`The file ${path} cannot be read. Check that it is there.`, error);
  });
  return withStreams(path, (facts) => measureStreams(path, facts));
}
