/** Kinds of values in Thrift's compact protocol. */
export const THRIFT = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Writes Thrift's compact protocol, of which Parquet's headers are made. */
export class ThriftWriter {
  private readonly bytes: number[] = [];
  /** The number of the last field of each struct that is open. */
  private readonly last: number[] = [0];

  i32(id: number, value: number): void {
    this.field(id, THRIFT.i32);
    this.zigzag(value);
  }

  i64(id: number, value: number): void {
    this.field(id, THRIFT.i64);
    this.zigzag(value);
  }

  text(id: number, value: string): void {
    this.field(id, THRIFT.binary);
    this.bareText(value);
  }

  struct(id: number, write: () => void): void {
    this.field(id, THRIFT.struct);
    this.bareStruct(write);
  }

  list(id: number, kind: number, length: number): void {
    this.field(id, THRIFT.list);
    if (length < 15) this.bytes.push((length << 4) | kind);
    else {
      this.bytes.push(0xf0 | kind);
      this.varint(length);
    }
  }

  /** A struct as an element of a list. */
  bareStruct(write: () => void): void {
    this.last.push(0);
    write();
    this.last.pop();
    this.bytes.push(0);
  }

  bareText(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.varint(bytes.length);
    this.bytes.push(...bytes);
  }

  bareI32(value: number): void {
    this.zigzag(value);
  }

  /** The struct as bytes. */
  end(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from([...this.bytes, 0]);
  }

  private field(id: number, kind: number): void {
    const step = id - (this.last.at(-1) ?? 0);
    if (step > 0 && step < 16) this.bytes.push((step << 4) | kind);
    else {
      this.bytes.push(kind);
      this.zigzag(id);
    }
    this.last[this.last.length - 1] = id;
  }

  private zigzag(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  private varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.bytes.push(rest);
  }
}

/** A field of a struct that was read: numbers, texts as bytes, lists and structs by field number. */
export type ThriftValue = number | Uint8Array | ThriftValue[] | ThriftStruct;
export type ThriftStruct = { readonly [field: number]: ThriftValue };

/** Reads one struct. Answers it, and where the bytes after it begin. */
export function readThrift(bytes: Uint8Array, start: number): { value: ThriftStruct; end: number } {
  let at = start;
  const byte = (): number => {
    if (at >= bytes.length) throw new RangeError('The Thrift struct ends too early.');
    return bytes[at++] as number;
  };
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const next = byte();
      value += (next & 127) * scale;
      if (next < 128) return value;
      scale *= 128;
    }
  };
  const zigzag = (): number => {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const list = (): ThriftValue[] => {
    const head = byte();
    const length = head >> 4 === 15 ? varint() : head >> 4;
    return Array.from({ length }, () => value(head & 15, true));
  };
  const value = (kind: number, inList = false): ThriftValue => {
    // In a list a truth has a byte of its own; in a struct it is the kind.
    if (kind === 1 || kind === 2) return inList ? byte() : kind === 1 ? 1 : 0;
    if (kind === 3) return byte();
    if (kind === 4 || kind === 5 || kind === 6) return zigzag();
    if (kind === 7) {
      at += 8; // a double, which no header of Parquet has
      return 0;
    }
    if (kind === 8) {
      const length = varint();
      at += length;
      return bytes.subarray(at - length, at);
    }
    if (kind === 9 || kind === 10) return list();
    if (kind === 12) return struct();
    throw new RangeError(`Thrift knows no kind ${kind}.`);
  };
  const struct = (): ThriftStruct => {
    const fields: Record<number, ThriftValue> = {};
    for (let id = 0; ; ) {
      const head = byte();
      if (head === 0) return fields;
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4);
      fields[id] = value(head & 15);
    }
  };
  return { value: struct(), end: at };
}
