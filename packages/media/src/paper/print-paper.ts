import { PDFDocument, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperJob, PaperResult } from '@bottega/contracts';
import { writeWhole } from '../render/chunk-cache.ts';
import { type Block, type LaidOut, layOut, PAGE } from './lay-out.ts';

/** Sets what a paper says on as many A4 pages as it takes, and writes them as one PDF. Letters stay letters: they can be searched and copied. */
export async function printPaper(job: PaperJob): Promise<PaperResult> {
  const laidOut = layOut(job);
  const pages = paginate(laidOut);
  const pdf = new PDFDocument({ title: job.title, author: job.author, creator: 'Bottega' });
  for (const [index, page] of pages.entries()) {
    const context = pdf.beginPage(PAGE.width, PAGE.height) as unknown as SKRSContext2D;
    for (const { block, top } of page) block.draw(context, top);
    laidOut.foot(`${index + 1} / ${pages.length}`).draw(context, PAGE.height - PAGE.foot + 18);
    pdf.endPage();
  }
  const bytes = pdf.close();
  await writeWhole(job.outPath, [bytes]);
  return { path: job.outPath, pages: pages.length, bytes: bytes.length };
}

type Placed = { readonly block: Block; readonly top: number };

/** Puts blocks under each other. One that no longer fits begins the next page, under the heads that it stands below. */
function paginate({ blocks, head }: LaidOut): Placed[][] {
  const bottom = PAGE.height - PAGE.foot;
  const pages: Placed[][] = [[]];
  let top: number = PAGE.margin;
  for (const block of blocks) {
    if (top + block.height > bottom && pages.at(-1)!.length > 0) {
      pages.push([]);
      top = PAGE.margin;
      if (block.isRow) {
        pages.at(-1)!.push({ block: head, top });
        top += head.height;
      }
    }
    pages.at(-1)!.push({ block, top });
    top += block.height;
  }
  return pages;
}
