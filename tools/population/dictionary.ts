/** Texts, each once, with its number. */
export class Dictionary {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  numberOf(text: string): number {
    const known = this.numbers.get(text) ?? this.texts.push(text) - 1;
    this.numbers.set(text, known);
    return known;
  }
}
