/** flydrive says what it could not do, and has what happened as the cause. */
export const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause instanceof Error ? error.cause : error);

/** A file on this machine could not be read or written: nothing the storage can help. */
export const isLocal = (error: unknown): boolean => {
  const { syscall, path: place } = causeOf(error) as { syscall?: string; path?: string };
  return syscall !== undefined && place !== undefined;
};
