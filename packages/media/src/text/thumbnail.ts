import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Shape, ThumbnailJob, ThumbnailResult } from '@bottega/contracts';
import { frameArea } from '../render/camera.ts';
import { writeWhole } from '../render/chunk-cache.ts';
import { cutCanvas, openPicture } from '../render/picture.ts';
import { directionOf } from './direction.ts';
import { displayFace, lineFace } from './faces.ts';
import { addPlateStops } from './gradient.ts';
import { type Layout, layoutOf } from './layout.ts';
import { drawStack, type Stack, setStack } from './stack.ts';

const MOST_BYTES = 500_000;
const QUALITIES = [88, 80, 72, 64, 56, 48, 40, 30];

/** A thumbnail is seen small, so its title is larger than a card's; by less where the narrow shapes would break it into pieces. */
const TITLE_GROWTH: Readonly<Record<Shape, number>> = { '16:9': 1.45, '9:16': 1.15, '1:1': 1.2 };

function setTitle(job: ThumbnailJob, layout: Layout): Stack {
  const context = createCanvas(16, 16).getContext('2d');
  const short = Math.min(layout.width, layout.height);
  const brand = {
    text: job.brand,
    face: lineFace(job.language),
    colour: '#f3ece2',
    size: layout.lineSize,
    lines: 1,
    share: 0.12,
    gap: 0.45,
  };
  const title = {
    text: job.title,
    face: displayFace(job.language),
    colour: '#ffffff',
    size: layout.titleSize * TITLE_GROWTH[job.shape],
    lines: 3,
    share: 0.6,
    gap: 0.06,
  };
  const texts = job.brand.trim() === '' ? [title] : [brand, title];
  return setStack(context, texts, layout.titleSafe, Math.max(5, Math.round(short * 0.008)));
}

/** Where the letters end: at the safe area's foot, in 9:16 above the platforms' own text. */
function footOf(job: ThumbnailJob, layout: Layout): number {
  return job.shape === '9:16' ? layout.captionBottom : layout.titleSafe.y + layout.titleSafe.height;
}

function drawTitle(canvas: Canvas, job: ThumbnailJob, layout: Layout): void {
  const context = canvas.getContext('2d');
  const stack = setTitle(job, layout);
  const foot = footOf(job, layout);
  const top = foot - stack.height;
  const clear = Math.max(0, top - layout.height * 0.22);
  const gradient = context.createLinearGradient(0, layout.height, 0, clear);
  addPlateStops(gradient, (layout.height - top) / (layout.height - clear));
  context.fillStyle = gradient;
  context.fillRect(0, clear, layout.width, layout.height - clear);
  drawStack(context, stack, layout.titleSafe, top, directionOf(job.language), job.look.accent);
}

/** The best JPEG within the size that every channel takes. */
async function encode(canvas: Canvas): Promise<Buffer> {
  let smallest: Buffer = Buffer.alloc(0);
  for (const quality of QUALITIES) {
    smallest = await canvas.encode('jpeg', quality);
    if (smallest.length <= MOST_BYTES) break;
  }
  return smallest;
}

/**
 * Draws a film's thumbnail: the picture around its focus, the title over its foot, the brand small above.
 * @throws Failure bad_input when the picture cannot be used.
 */
export async function makeThumbnail(job: ThumbnailJob): Promise<ThumbnailResult> {
  const layout = layoutOf(job.shape);
  const { width, height } = layout;
  const picture = await openPicture(job.picture.path);
  const view = frameArea(job.picture.focus, picture, layout);
  const region = { x: Math.round(view.x), y: Math.round(view.y), width: Math.floor(view.width), height: Math.floor(view.height) };
  const canvas = cutCanvas(picture, region, width, height);
  drawTitle(canvas, job, layout);
  const bytes = await encode(canvas);
  await writeWhole(job.outPath, [bytes]);
  return { path: job.outPath, width, height, bytes: bytes.length };
}
