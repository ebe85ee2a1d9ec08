/** The kinds of numbers that a section may hold; the reader knows the same words. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const KINDS = new Map<unknown, string>([
  [Uint8Array, 'u8'],
  [Uint16Array, 'u16'],
  [Uint32Array, 'u32'],
  [Int32Array, 'i32'],
  [Float64Array, 'f64'],
]);

/** Sections begin where any of their numbers may. */
const ALIGNMENT = 8;

/**
 * A model as one file: `BPPL`, the length of its head (32 bits, little end first), the head as JSON, then sections of numbers.
 * The head names each section with its kind, where it begins after the head, and how many numbers it holds.
 */
export function packModel(head: object, sections: Readonly<Record<string, Numbers>>): Uint8Array {
  let end = 0;
  const placed = Object.entries(sections).map(([name, numbers]) => {
    const at = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    end = at + numbers.byteLength;
    return { name, numbers, at };
  });
  const table = Object.fromEntries(placed.map(({ name, numbers, at }) => [name, [KINDS.get(numbers.constructor), at, numbers.length]]));
  const json = new TextEncoder().encode(JSON.stringify({ ...head, sections: table }));
  const start = Math.ceil((8 + json.length) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(start + end);
  file.set(new TextEncoder().encode('BPPL'));
  new DataView(file.buffer).setUint32(4, start - 8, true);
  file.fill(0x20, 8, start);
  file.set(json, 8);
  for (const { numbers, at } of placed) file.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), start + at);
  return file;
}

/** Texts as one section, a line each. @throws RangeError for a text that holds a line break */
export function packTexts(texts: readonly string[]): Uint8Array {
  const broken = texts.find((text) => text.includes('\n'));
  if (broken !== undefined) throw new RangeError(`${JSON.stringify(broken)} would be two texts.`);
  return new TextEncoder().encode(texts.join('\n'));
}
