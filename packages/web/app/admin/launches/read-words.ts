/** Hashtags stand apart by spaces and begin with #; tags may have spaces, so commas part them (the Arabic one too). */
export function readWords(text: string, kind: 'hashtags' | 'tags'): string[] {
  const words = text.split(kind === 'tags' ? /[,،\n]+/ : /[\s,،]+/).map((word) => word.trim());
  return words.filter(Boolean).map((word) => (kind === 'hashtags' && !word.startsWith('#') ? `#${word}` : word));
}
