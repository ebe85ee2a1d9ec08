import { FFmpegError, FilterGraph, Frame } from 'node-av/lib';
import { quotePath } from '../measure.ts';

/** The luma samples of one frame of a film, row by row without padding. */
export async function readFrame(path: string, index: number): Promise<Uint8Array> {
  const graph = new FilterGraph();
  graph.alloc();
  FFmpegError.throwIfError(
    graph.parse2(`movie=${quotePath(path)},trim=start_frame=${index},format=yuv420p,buffersink@out`),
    'read the graph',
  );
  FFmpegError.throwIfError(graph.configSync(), 'set the graph up');
  const sink = graph.filters!.find(({ name }) => name === 'buffersink@out')!;
  const frame = new Frame();
  frame.alloc();
  FFmpegError.throwIfError(await sink.buffersinkGetFrame(frame), 'read a frame');
  const { width, height } = frame;
  const luma = new Uint8Array(width * height);
  const stride = frame.linesize[0]!;
  for (let y = 0; y < height; y++) luma.set(frame.data![0]!.subarray(y * stride, y * stride + width), y * width);
  frame.free();
  graph.free();
  return luma;
}
