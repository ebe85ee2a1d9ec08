const MOST_CAUSES = 5;
const MOST_FRAMES = 50;

type Frame = {
  readonly function: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly in_app: boolean;
};
type Exception = { readonly type: string; readonly value: string; readonly stacktrace: { readonly frames: readonly Frame[] } };

/** An error and its causes as the protocol of Sentry has them: the innermost first, and in each stack the oldest call first. */
export function describeException(error: Error): Exception[] {
  const chain: Exception[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < MOST_CAUSES; at = at.cause) {
    chain.unshift({ type: at.name, value: at.message, stacktrace: { frames: readFrames(at.stack ?? '') } });
  }
  return chain;
}

const FRAME = /^\s+at (?:(.+?) \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/;

function readFrames(stack: string): Frame[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const [, name, file, row, column] = FRAME.exec(line) ?? [];
      if (file === undefined) return [];
      const isOurs = !file.startsWith('node:') && !file.includes('/node_modules/');
      return [{ function: name ?? '<anonymous>', filename: file, lineno: Number(row), colno: Number(column), in_app: isOurs }];
    })
    .slice(0, MOST_FRAMES)
    .reverse();
}
