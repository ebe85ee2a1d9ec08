const FIRST_BYTES = 2 ** 14;
const encoder = new TextEncoder();

/** Bytes that are added at the end. Emptied, it keeps its room, so that nothing is allocated twice for the same work. */
export class GrowingBuffer {
  private room = new Uint8Array(FIRST_BYTES);
  private view = new DataView(this.room.buffer);
  private length = 0;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.room.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  add(bytes: Uint8Array): void {
    this.need(bytes.length);
    this.room.set(bytes, this.length);
    this.length += bytes.length;
  }

  addByte(byte: number): void {
    this.need(1);
    this.room[this.length++] = byte;
  }

  /** A text of UTF-8 after its length in four bytes. */
  addText(text: string): void {
    this.need(4 + text.length * 3);
    const { written } = encoder.encodeInto(text, this.room.subarray(this.length + 4));
    this.view.setUint32(this.length, written, true);
    this.length += 4 + written;
  }

  /** A whole number of 64 bits. */
  addWhole(value: number): void {
    this.need(8);
    this.putWhole(value);
  }

  addWholes(values: Float64Array, count: number): void {
    this.need(count * 8);
    for (let at = 0; at < count; at++) this.putWhole(values[at] as number);
  }

  addInt32(count: number, valueAt: (at: number) => number): void {
    this.need(count * 4);
    for (let at = 0; at < count; at++, this.length += 4) this.view.setInt32(this.length, valueAt(at), true);
  }

  private putWhole(value: number): void {
    this.view.setUint32(this.length, value >>> 0, true);
    this.view.setInt32(this.length + 4, Math.floor(value / 4_294_967_296), true);
    this.length += 8;
  }

  private need(bytes: number): void {
    if (this.length + bytes <= this.room.length) return;
    const larger = new Uint8Array(Math.max(this.room.length * 2, this.length + bytes));
    larger.set(this.bytes());
    this.room = larger;
    this.view = new DataView(larger.buffer);
  }
}
