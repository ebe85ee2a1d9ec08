import { badInput } from './errors.ts';
import type { Field } from './fields.ts';
import { fieldsOf } from './fields.ts';
import { createRowWriter, longestCell } from './formats/rows.ts';
import { csvCell, fixedFormat } from './formats/text-format.ts';
import type { OrderName } from './order.ts';
import type { Population } from './population.ts';
import type { Filter } from './universe.ts';

/** A CSV file that is nowhere: any of its bytes are made when they are asked for. */
export type VirtualFile = {
  readonly rows: number;
  /** Bytes of the head, and of each row, line ends included. */
  readonly headBytes: number;
  readonly rowBytes: number;
  readonly size: number;
  /** The bytes from one place up to another, in pieces that are overwritten by the next. @throws PopulationError beyond the file */
  readonly read: (from: number, to: number) => Generator<Uint8Array>;
};

export type VirtualFileOptions = { readonly columns: readonly string[]; readonly filter?: Filter; readonly order?: OrderName };

/**
 * All people of a population as one CSV with columns of fixed width: cells are filled up with spaces, and a text made outside of
 * the tables is cut, between letters, where it is longer than its column. Row n begins at `headBytes + n * rowBytes`.
 */
export function createVirtualFile(population: Population, { columns, filter = {}, order = 'seat' }: VirtualFileOptions): VirtualFile {
  const fields = fieldsOf(columns);
  const selection = population.select(filter, order);
  const widths = fields.map((field) => widthOf(population, field));
  const writer = createRowWriter(population, fields, fixedFormat(), widths);
  const head = new TextEncoder().encode(
    `${fields.map(({ name }, at) => name.slice(0, widths[at]).padEnd(widths[at] as number)).join(',')}\n`,
  );
  const rowBytes = widths.reduce((sum, width) => sum + width + 1, 0);
  const size = head.length + selection.size * rowBytes;
  if (!Number.isSafeInteger(size)) throw badInput('The file would be longer than 2^53 bytes: take fewer columns.');
  function* read(from: number, to: number): Generator<Uint8Array> {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from > to || to > size)
      throw badInput(`The file has ${size} bytes; ${from} to ${to} is not within it.`);
    if (from < head.length) yield head.slice(from, to);
    const [first, last] = [Math.max(from, head.length) - head.length, to - head.length];
    if (first >= last) return;
    const [firstRow, endRow] = [Math.floor(first / rowBytes), Math.ceil(last / rowBytes)];
    let at = firstRow * rowBytes;
    for (const batch of selection.batches(firstRow, endRow, { rows: writer.batchRows, extras: writer.extras }))
      for (const bytes of writer.write(batch)) {
        yield bytes.subarray(Math.max(0, first - at), Math.max(0, Math.min(bytes.length, last - at)));
        at += bytes.length;
      }
  }
  return { rows: selection.size, headBytes: head.length, rowBytes, size, read };
}

/** As wide as the longest cell of a dictionary; else as the field says. */
function widthOf(population: Population, field: Field): number {
  return Math.max(field.kernel && 'texts' in field.kernel ? longestCell(field.kernel.texts(population.setting), csvCell) : field.width, 1);
}
