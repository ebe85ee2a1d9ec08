/** The length of a text as its channel counts it: code points unless the channel says otherwise. */
export function textLength(text: string, unit: 'codepoints' | 'utf16' | 'bytes' = 'codepoints'): number {
  if (unit === 'utf16') return text.length;
  if (unit === 'bytes') return new TextEncoder().encode(text).length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
