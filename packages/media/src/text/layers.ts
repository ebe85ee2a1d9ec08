import type { Canvas } from '@napi-rs/canvas';
import { type Layer, strideOf } from '../render/kernel.ts';

/** BT.709 in limited range, in 1/65536: how much of red, green and blue goes into each plane, and of the plane's offset times alpha. */
const LUMA = [11966, 40254, 4064, 4112] as const;
const BLUE = [-6596, -22189, 28784, 32897] as const;
const RED = [28784, -26145, -2639, 32897] as const;

type Weights = readonly [red: number, green: number, blue: number, alpha: number];

function weigh(weights: Weights, red: number, green: number, blue: number, alpha: number): number {
  return (weights[0] * red + weights[1] * green + weights[2] * blue + weights[3] * alpha + 32768) >> 16;
}

/** Turns a drawing of even size into planes ready to lay over a picture with its corner at even `x`, `y`. */
export function layerFrom(canvas: Canvas, x: number, y: number): Layer {
  const { width, height } = canvas;
  const stride = strideOf(width);
  const chromaStride = strideOf(width / 2);
  const chromaSize = (chromaStride * height) / 2;
  const layer: Layer = {
    x,
    y,
    width,
    height,
    stride,
    chromaStride,
    luma: new Uint8Array(stride * height),
    alpha: new Uint8Array(stride * height),
    blue: new Uint8Array(chromaSize),
    red: new Uint8Array(chromaSize),
    chromaAlpha: new Uint8Array(chromaSize),
  };
  // The canvas gives its own premultiplied pixels, which is what is wanted.
  const pixels = canvas.data();
  fillLuma(layer, pixels);
  fillChroma(layer, pixels);
  return layer;
}

function fillLuma(layer: Layer, pixels: Uint8Array): void {
  for (let y = 0; y < layer.height; y++) {
    let from = y * layer.width * 4;
    const row = y * layer.stride;
    for (let x = 0; x < layer.width; x++, from += 4) {
      const alpha = pixels[from + 3]!;
      if (alpha === 0) continue;
      layer.alpha[row + x] = alpha;
      layer.luma[row + x] = weigh(LUMA, pixels[from]!, pixels[from + 1]!, pixels[from + 2]!, alpha);
    }
  }
}

function fillChroma(layer: Layer, pixels: Uint8Array): void {
  const rowBytes = layer.width * 4;
  for (let y = 0; y < layer.height; y += 2) {
    let from = y * rowBytes;
    let to = (y / 2) * layer.chromaStride;
    for (let x = 0; x < layer.width; x += 2, from += 8, to++) {
      const mean = (channel: number): number => {
        const at = from + channel;
        return (pixels[at]! + pixels[at + 4]! + pixels[at + rowBytes]! + pixels[at + rowBytes + 4]! + 2) >> 2;
      };
      const alpha = mean(3);
      if (alpha === 0) continue;
      const [red, green, blue] = [mean(0), mean(1), mean(2)];
      layer.chromaAlpha[to] = alpha;
      layer.blue[to] = weigh(BLUE, red, green, blue, alpha);
      layer.red[to] = weigh(RED, red, green, blue, alpha);
    }
  }
}
