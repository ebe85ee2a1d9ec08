/** The known name that someone probably meant, or undefined when none is near: at most one edit in three letters. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const scored = known.map((name) => ({ name, edits: countEdits(wrong.toLowerCase(), name.toLowerCase()) }));
  const best = scored.sort((a, b) => a.edits - b.edits)[0];
  return best && best.edits <= Math.max(2, Math.floor(wrong.length / 3)) ? best.name : undefined;
}

/** Letters to insert, delete or replace (Levenshtein), one row of the table at a time. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
