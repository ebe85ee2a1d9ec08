/**
 * node encode-only.ts FILM…: encodes the films' own frames again, decoded into memory beforehand, and prints the seconds that
 * the encoder alone took. It is the least that any renderer with the same encoder can take.
 */
import { AVERROR_EOF } from 'node-av/constants';
import { FFmpegError, type FilterContext, FilterGraph, Frame } from 'node-av/lib';
import { quotePath } from '../measure.ts';
import { openPictureEncoder } from '../render/encode-pictures.ts';

/** So many frames are held in memory at once: half a gigabyte at 1080p. */
const PIECE = 150;
const FPS = 30;

/** Decodes up to `PIECE` more frames. */
function decodePiece(sink: FilterContext): Frame[] {
  const frames: Frame[] = [];
  while (frames.length < PIECE) {
    const frame = new Frame();
    frame.alloc();
    const code = sink.buffersinkGetFrameSync(frame);
    if (code === AVERROR_EOF) break;
    FFmpegError.throwIfError(code, 'decode');
    frames.push(frame);
  }
  return frames;
}

function encodePiece(frames: readonly Frame[]): { wall: number; cpu: number } {
  const { width, height } = frames[0]!;
  const [started, used] = [performance.now(), process.cpuUsage()];
  const encoder = openPictureEncoder(width, height, FPS, 0);
  for (const [index, frame] of frames.entries()) encoder.encode(index, frame);
  encoder.finish();
  const { user, system } = process.cpuUsage(used);
  return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}

const total = { wall: 0, cpu: 0, frames: 0 };
for (const path of process.argv.slice(2)) {
  const graph = new FilterGraph();
  graph.alloc();
  FFmpegError.throwIfError(graph.parse2(`movie=${quotePath(path)},format=yuv420p,buffersink@out`), 'read the graph');
  FFmpegError.throwIfError(graph.configSync(), 'set the graph up');
  const sink = graph.filters!.find(({ name }) => name === 'buffersink@out')!;
  for (let frames = decodePiece(sink); frames.length > 0; frames = decodePiece(sink)) {
    const { wall, cpu } = encodePiece(frames);
    total.wall += wall;
    total.cpu += cpu;
    total.frames += frames.length;
    for (const frame of frames) frame.free();
  }
  graph.free();
}
console.log(JSON.stringify(total));
process.exit(0);
