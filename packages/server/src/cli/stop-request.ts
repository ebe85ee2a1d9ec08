/** A launcher in between hands on what the terminal has told us already: within this time it is the same press. */
const ONE_PRESS_MS = 1_000;

/**
 * Resolves when the program is asked to end: Ctrl-C, TERM, a hang-up. Called before anything is started, so that nothing outlives an early
 * Ctrl-C. Asked again, the program ends at once.
 */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const hear = () => {
      first ??= performance.now();
      if (performance.now() - first > ONE_PRESS_MS) process.exit(1);
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, hear);
  });
}
