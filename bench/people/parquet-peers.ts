import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Field, fieldsOf, type Population } from '@bottega/population';

// The same fourteen columns by the packages that write Parquet from Node: the whole way from our batches to their file, as anybody
// would go it who uses such a package.

export type PeerWriter = { readonly name: string; readonly write: (rows: number) => Promise<number> };
export type PeerParts = { readonly population: Population; readonly columns: readonly string[]; readonly folder: string };

/** The values of each column, ready for a package to take. */
function valuesOf({ population, columns }: PeerParts, count: number): (string | number)[][] {
  const fields = fieldsOf(columns);
  const found = fields.map(() => new Array<string | number>(count));
  for (const batch of population.select().batches(0, count, { extras: false }))
    for (let at = 0; at < batch.count; at++) {
      const row = batch.row(at);
      for (let column = 0; column < fields.length; column++)
        (found[column] as (string | number)[])[batch.start + at] = (fields[column] as Field).valueFor(row) ?? '';
    }
  return found;
}

const NUMBERS = ['index', 'age', 'latitude', 'longitude'];
const isNumber = (column: string): boolean => NUMBERS.includes(column);

type Duck = {
  readonly DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<DuckConnection> }> };
};
type DuckConnection = { run: (sql: string) => Promise<unknown>; createAppender: (table: string) => Promise<DuckAppender> };
type DuckAppender = {
  appendVarchar: (text: string) => void;
  appendDouble: (value: number) => void;
  endRow: () => void;
  closeSync: () => void;
};

/** DuckDB: rows into a table by its appender, and the table out as Parquet. */
export function duckWriter(duck: Duck, parts: PeerParts): PeerWriter {
  const file = path.join(parts.folder, 'duck.parquet');
  const write = async (rows: number, values: (string | number)[][]): Promise<number> => {
    const connection = await (await duck.DuckDBInstance.create(':memory:')).connect();
    await connection.run('set threads = 1');
    await connection.run(
      `create table people (${parts.columns.map((name) => `${name} ${isNumber(name) ? 'double' : 'varchar'}`).join(', ')})`,
    );
    const appender = await connection.createAppender('people');
    for (let row = 0; row < rows; row++) {
      for (const [at, name] of parts.columns.entries()) {
        const value = values[at]?.[row];
        if (isNumber(name)) appender.appendDouble(value as number);
        else appender.appendVarchar(value as string);
      }
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`copy people to '${file}' (format parquet, compression zstd)`);
    return statSync(file).size;
  };
  return measured('DuckDB appender', parts, write);
}

type Hyparquet = {
  readonly parquetWriteBuffer: (options: { columnData: { name: string; data: unknown[]; type: string }[] }) => ArrayBuffer;
};

export function hyparquetWriter({ parquetWriteBuffer }: Hyparquet, parts: PeerParts): PeerWriter {
  const file = path.join(parts.folder, 'hyparquet.parquet');
  return measured('hyparquet-writer', parts, async (_, values) => {
    const columnData = parts.columns.map((name, at) => ({ name, data: values[at] ?? [], type: isNumber(name) ? 'DOUBLE' : 'STRING' }));
    writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData })));
    return statSync(file).size;
  });
}

type Arrow = {
  readonly tableFromArrays: (columns: Record<string, unknown>) => unknown;
  readonly vectorFromArray: (values: unknown[]) => unknown;
  readonly tableToIPC: (table: unknown, kind: 'stream') => Uint8Array;
};
type ParquetWasm = {
  readonly Table: { fromIPCStream: (bytes: Uint8Array) => unknown };
  readonly WriterPropertiesBuilder: new () => { setCompression: (codec: number) => { build: () => unknown } };
  readonly Compression: { readonly ZSTD: number };
  readonly writeParquet: (table: unknown, properties: unknown) => Uint8Array;
};

export function wasmWriter(arrow: Arrow, wasm: ParquetWasm, parts: PeerParts): PeerWriter {
  const file = path.join(parts.folder, 'wasm.parquet');
  return measured('parquet-wasm', parts, async (_, values) => {
    const columns = parts.columns.map((name, at) => [
      name,
      isNumber(name) ? Float64Array.from(values[at] as number[]) : arrow.vectorFromArray(values[at] ?? []),
    ]);
    const ipc = arrow.tableToIPC(arrow.tableFromArrays(Object.fromEntries(columns)), 'stream');
    const properties = new wasm.WriterPropertiesBuilder().setCompression(wasm.Compression.ZSTD).build();
    writeFileSync(file, wasm.writeParquet(wasm.Table.fromIPCStream(ipc), properties));
    return statSync(file).size;
  });
}

type Write = (rows: number, values: (string | number)[][]) => Promise<number>;

/** Microseconds of CPU a row. */
function measured(name: string, parts: PeerParts, write: Write): PeerWriter {
  return {
    name,
    write: async (rows) => {
      const before = process.cpuUsage();
      await write(rows, valuesOf(parts, rows));
      const { user, system } = process.cpuUsage(before);
      return (user + system) / rows;
    },
  };
}
