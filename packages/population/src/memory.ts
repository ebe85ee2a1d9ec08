/** Linear memory that is handed out piece by piece and never taken back. */
export type Memory = {
  readonly wasm: WebAssembly.Memory;
  /** Room for so many bytes, on a multiple of 16. */
  readonly reserve: (bytes: number) => number;
  /** A copy of the numbers. */
  readonly place: (numbers: ArrayBufferView) => number;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
};

const PAGE = 65_536;
/** Room for the tables and one batch, so that memory need not grow piece by piece. */
const FIRST_PAGES = 80;

export function createMemory(first: number): Memory {
  const wasm = new WebAssembly.Memory({ initial: FIRST_PAGES });
  let top = first;
  const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(wasm.buffer as ArrayBuffer);
  const reserve = (size: number): number => {
    const at = (top + 15) & ~15;
    top = at + size;
    const missing = top + PAGE - wasm.buffer.byteLength;
    if (missing > 0) wasm.grow(Math.ceil(missing / PAGE));
    return at;
  };
  const place = (numbers: ArrayBufferView): number => {
    const at = reserve(numbers.byteLength);
    bytes().set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    return at;
  };
  return { wasm, reserve, place, bytes };
}
