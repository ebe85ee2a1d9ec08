const encoder = new TextEncoder();

/** Writes a text as UTF-8; most are short and plain, which a loop does faster than the encoder. Answers how many bytes it took. */
export function putText(text: string, bytes: Uint8Array, at: number): number {
  for (let letter = 0; letter < text.length; letter++) {
    const code = text.charCodeAt(letter);
    if (code > 127) return encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + letter] = code;
  }
  return text.length;
}
