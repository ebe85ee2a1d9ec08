import { readFileSync } from 'node:fs';
import type { Frame } from 'node-av/lib';

/** Three planes of 8-bit samples in the kernel's memory: luma, and two of half the width and height. */
export type Planes = {
  readonly width: number;
  readonly height: number;
  readonly pointers: readonly [number, number, number];
  readonly strides: readonly [number, number, number];
};

/** A rectangle in the source's luma samples; fractions count. */
export type View = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A drawing to lay over a picture, in limited-range BT.709, premultiplied; each row padded to a multiple of sixteen bytes. */
export type Layer = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly chromaStride: number;
  readonly luma: Uint8Array;
  readonly blue: Uint8Array;
  readonly red: Uint8Array;
  readonly alpha: Uint8Array;
  readonly chromaAlpha: Uint8Array;
};

/** A layer whose planes stand in the kernel's memory. */
export type PlacedLayer = Omit<Layer, 'luma' | 'blue' | 'red' | 'alpha' | 'chromaAlpha'> & {
  readonly colours: readonly [number, number, number];
  readonly alphas: readonly [number, number, number];
};

type Exports = {
  sample(...numbers: number[]): void;
  crossfade(target: number, other: number, length: number, share: number): void;
  lay(...numbers: number[]): void;
};

export type Kernel = { readonly memory: WebAssembly.Memory; readonly run: Exports; top: number; bytes: Uint8Array };

const PAGE = 65536;
const INITIAL_PAGES = 512;
const wasm = new WebAssembly.Module(readFileSync(new URL('../../kernel/kernel.wasm', import.meta.url)));

/** The stride of a row: a multiple of sixteen bytes. */
export function strideOf(width: number): number {
  return (width + 15) & ~15;
}

export function openKernel(): Kernel {
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES });
  const abort = (): never => {
    throw new Error('The picture kernel stopped.');
  };
  const run = new WebAssembly.Instance(wasm, { env: { memory, abort } }).exports as Exports;
  return { memory, run, top: PAGE, bytes: new Uint8Array(memory.buffer) };
}

/** Forgets everything that was placed in the kernel's memory. */
export function clearKernel(kernel: Kernel): void {
  kernel.top = PAGE;
}

/** Takes `size` bytes, with room behind them for loops that run past a row. */
function allocate(kernel: Kernel, size: number): number {
  const pointer = kernel.top;
  kernel.top = (pointer + size + 64 + 63) & ~63;
  const missing = kernel.top - kernel.bytes.length;
  if (missing > 0) {
    kernel.memory.grow(Math.ceil(missing / PAGE) + 64);
    kernel.bytes = new Uint8Array(kernel.memory.buffer);
  }
  return pointer;
}

export function newPlanes(kernel: Kernel, width: number, height: number): Planes {
  const strides = [strideOf(width), strideOf(width / 2), strideOf(width / 2)] as const;
  const heights = [height, height / 2, height / 2] as const;
  const plane = (index: 0 | 1 | 2): number => allocate(kernel, strides[index] * heights[index]);
  return { width, height, strides, pointers: [plane(0), plane(1), plane(2)] };
}

/** Copies a yuv420p frame into the kernel's memory. */
export function placeFrame(kernel: Kernel, frame: Frame): Planes {
  const planes = newPlanes(kernel, frame.width, frame.height);
  const data = frame.data!;
  for (const index of [0, 1, 2] as const) {
    const width = index === 0 ? planes.width : planes.width / 2;
    const height = index === 0 ? planes.height : planes.height / 2;
    const rowBytes = frame.linesize[index]!;
    for (let y = 0; y < height; y++) {
      const row = data[index]!.subarray(y * rowBytes, y * rowBytes + width);
      kernel.bytes.set(row, planes.pointers[index] + y * planes.strides[index]);
    }
  }
  return planes;
}

/** Copies planes into a frame's memory, a whole plane at a time where the strides agree. */
export function copyOut(
  kernel: Kernel,
  planes: Planes,
  to: { readonly planes: readonly Buffer[]; readonly strides: readonly number[] },
): void {
  for (const index of [0, 1, 2] as const) {
    const height = index === 0 ? planes.height : planes.height / 2;
    const width = index === 0 ? planes.width : planes.width / 2;
    const [stride, rowBytes] = [planes.strides[index], to.strides[index]!];
    const start = planes.pointers[index];
    if (rowBytes === stride) {
      to.planes[index]!.set(kernel.bytes.subarray(start, start + stride * (height - 1) + width));
      continue;
    }
    for (let y = 0; y < height; y++) {
      to.planes[index]!.set(kernel.bytes.subarray(start + y * stride, start + y * stride + width), y * rowBytes);
    }
  }
}

/** Room for the kernel's working rows; enough for every source up to `sourceWidth` and target up to `targetWidth`. */
export function newScratch(kernel: Kernel, sourceWidth: number, targetWidth: number): { records: number; row: number } {
  return { records: allocate(kernel, 64 * Math.ceil(targetWidth / 8)), row: allocate(kernel, sourceWidth + 64) };
}

/** Fills `target` with what `view` shows of `source`. */
export function sample(kernel: Kernel, source: Planes, target: Planes, view: View, scratch: { records: number; row: number }): void {
  for (const index of [0, 1, 2] as const) {
    const part = index === 0 ? 1 : 2;
    kernel.run.sample(
      ...[source.pointers[index], source.width / part, source.height / part, source.strides[index]],
      ...[target.pointers[index], target.width / part, target.height / part, target.strides[index]],
      ...[view.width / target.width, view.x / part, view.height / target.height, view.y / part],
      ...[scratch.records, scratch.row],
    );
  }
}

/** Mixes `share` (0 to 1) of `other` into `target`; both are of one size. */
export function crossfade(kernel: Kernel, target: Planes, other: Planes, share: number): void {
  for (const index of [0, 1, 2] as const) {
    const height = index === 0 ? target.height : target.height / 2;
    kernel.run.crossfade(target.pointers[index], other.pointers[index], target.strides[index] * height, Math.round(share * 128));
  }
}

/** Brings a layer into the kernel's memory. */
export function placeLayer(kernel: Kernel, layer: Layer): PlacedLayer {
  const place = (bytes: Uint8Array): number => {
    const pointer = allocate(kernel, bytes.length);
    kernel.bytes.set(bytes, pointer);
    return pointer;
  };
  const { luma, blue, red, alpha, chromaAlpha, ...shape } = layer;
  const shared = place(chromaAlpha);
  return { ...shape, colours: [place(luma), place(blue), place(red)], alphas: [place(alpha), shared, shared] };
}

/** Lays a drawing over a picture with an opacity from 0 to 1. */
export function lay(kernel: Kernel, target: Planes, layer: PlacedLayer, opacity: number): void {
  for (const index of [0, 1, 2] as const) {
    const part = index === 0 ? 1 : 2;
    const stride = target.strides[index];
    kernel.run.lay(
      ...[target.pointers[index] + (layer.y / part) * stride + layer.x / part, stride],
      ...[layer.colours[index], layer.alphas[index], index === 0 ? layer.stride : layer.chromaStride],
      ...[layer.width / part, layer.height / part, Math.round(opacity * 255)],
    );
  }
}
