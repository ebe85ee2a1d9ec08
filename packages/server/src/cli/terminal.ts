import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Whether standard output is a terminal that can be written over. */
export const isLive = (): boolean => process.stdout.isTTY === true && process.env.TERM !== 'dumb';

/** Prints what a command found: one line of JSON with `--json`, else words. */
export const printAnswer = ({ json }: { readonly json?: boolean | undefined }, answer: unknown, words: string): void =>
  void process.stdout.write(`${json ? JSON.stringify(answer) : words}\n`);

/** A whole number with commas between its thousands. `toLocaleString` loads 7 MB in 9 ms first: longer than a person takes to make. */
export const grouped = (whole: number): string => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** Styled for a terminal, plain for a file or with NO_COLOR. */
export const style = (format: Style, text: string): string => styleText(format, text, { stream: process.stdout });

/** A block of lines at the end of the output that is drawn again in place. Only for a live terminal. */
export function createLiveBlock() {
  let height = 0;
  const clear = () => {
    if (height > 0) process.stdout.write(`\x1b[${height}A\x1b[J`);
    height = 0;
  };
  return {
    clear,
    draw(lines: readonly string[]): void {
      clear();
      const width = process.stdout.columns || 80;
      const fitted = lines.map((line) => cut(line, width));
      process.stdout.write(fitted.map((line) => `${line}\n`).join(''));
      height = fitted.length;
    },
  };
}

/** A line that wraps would be counted wrong, so it is cut; styles cost nothing and are dropped with it. */
function cut(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length < width ? line : `${plain.slice(0, width - 2)}…`;
}

/** ██████░░░░ */
export function bar(done: number, width = 20): string {
  const full = Math.round(Math.min(1, Math.max(0, done)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
