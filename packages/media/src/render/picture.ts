import { readFile } from 'node:fs/promises';
import { type Canvas, createCanvas, ImageData, loadImage } from '@napi-rs/canvas';
import { AV_PIX_FMT_RGBA, AV_PIX_FMT_YUV420P, AVCOL_RANGE_JPEG, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, AVCOL_SPC_RGB } from 'node-av/constants';
import { FFmpegError, Frame, Rational, SoftwareScaleContext } from 'node-av/lib';
import '../quiet-ffmpeg.ts';
import { badInput } from '../failure.ts';
import type { View } from './kernel.ts';

/** A decoded picture without transparency. */
export type Picture = { readonly width: number; readonly height: number; readonly canvas: Canvas };

const MOST_PIXELS = 100_000_000;
/** What shows through a transparent picture. */
const PAPER = '#ffffff';

/**
 * Decodes a JPEG, PNG or WebP file whole.
 * @throws Failure bad_input when it cannot be read, is no picture, or holds more than a hundred million pixels.
 */
export async function openPicture(path: string): Promise<Picture> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw badInput(`The picture ${path} cannot be read. Check that the file is there.`, error);
  });
  const image = await loadImage(bytes).catch((error: unknown) => {
    throw badInput(`The picture ${path} is not a JPEG, PNG or WebP file, or is damaged. Save it again as one of these.`, error);
  });
  const { width, height } = image;
  if (width < 16 || height < 16) throw badInput(`The picture ${path} measures ${width} × ${height}; at least 16 × 16 pixels are needed.`);
  if (width * height > MOST_PIXELS) throw badInput(`The picture ${path} measures ${width} × ${height}; at most 100 megapixels are taken.`);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  return { width, height, canvas };
}

/** Scales a region of whole pixels with FFmpeg's bicubic filter, which also smooths when it makes smaller. */
function scaleRegion(picture: Picture, region: View, target: Frame): void {
  const pixels = picture.canvas.getContext('2d').getImageData(region.x, region.y, region.width, region.height).data;
  const source = Frame.fromVideoBuffer(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength), {
    width: region.width,
    height: region.height,
    format: AV_PIX_FMT_RGBA,
    timeBase: new Rational(1, 1),
  });
  source.colorSpace = AVCOL_SPC_RGB;
  source.colorRange = AVCOL_RANGE_JPEG;
  FFmpegError.throwIfError(target.getBuffer(0), 'allocate a scaled picture');
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  FFmpegError.throwIfError(scaler.setOption('sws_flags', 'bicubic'), 'choose the scaling filter');
  FFmpegError.throwIfError(scaler.scaleFrameSync(target, source), 'scale a picture');
  scaler.freeContext();
  source.free();
}

/** A region of the picture as a yuv420p frame of even width and height, limited-range BT.709. The caller frees it. */
export function cutFrame(picture: Picture, region: View, width: number, height: number): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = AV_PIX_FMT_YUV420P;
  frame.colorSpace = AVCOL_SPC_BT709;
  frame.colorRange = AVCOL_RANGE_MPEG;
  scaleRegion(picture, region, frame);
  return frame;
}

/** A region of the picture as a canvas of the given size. */
export function cutCanvas(picture: Picture, region: View, width: number, height: number): Canvas {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = AV_PIX_FMT_RGBA;
  frame.colorSpace = AVCOL_SPC_RGB;
  frame.colorRange = AVCOL_RANGE_JPEG;
  scaleRegion(picture, region, frame);
  const canvas = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(width * height * 4);
  const rowBytes = frame.linesize[0]!;
  for (let y = 0; y < height; y++) pixels.set(frame.data![0]!.subarray(y * rowBytes, y * rowBytes + width * 4), y * width * 4);
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  frame.free();
  return canvas;
}
