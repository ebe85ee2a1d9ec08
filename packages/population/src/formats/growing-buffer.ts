import { putText } from '../utf8.ts';

const FIRST_BYTES = 2 ** 14;
/** Room kept free for what is written before the rest once that is known. */
const FRONT = 16;

/** Bytes that are added at the end. Emptied, it keeps its room, so that nothing is allocated twice for the same work. */
export class GrowingBuffer {
  private room = new Uint8Array(FIRST_BYTES);
  private view = new DataView(this.room.buffer);
  private length = FRONT;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.room.subarray(FRONT, this.length);
  }

  /** All bytes with up to sixteen before them. */
  bytesBehind(head: readonly number[]): Uint8Array<ArrayBuffer> {
    this.room.set(head, FRONT - head.length);
    return this.room.subarray(FRONT - head.length, this.length);
  }

  clear(): void {
    this.length = FRONT;
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
    const written = putText(text, this.room, this.length + 4);
    this.view.setUint32(this.length, written, true);
    this.length += 4 + written;
  }

  /** A whole number of 64 bits. */
  addWhole(value: number): void {
    this.need(8);
    this.view.setUint32(this.length, value >>> 0, true);
    this.view.setInt32(this.length + 4, Math.floor(value / 4_294_967_296), true);
    this.length += 8;
  }

  addInt32(value: number): void {
    this.need(4);
    this.view.setInt32(this.length, value, true);
    this.length += 4;
  }

  private need(bytes: number): void {
    if (this.length + bytes <= this.room.length) return;
    const larger = this.room.buffer.transfer(Math.max(this.room.length * 2, this.length + bytes));
    this.room = new Uint8Array(larger);
    this.view = new DataView(larger);
  }
}
