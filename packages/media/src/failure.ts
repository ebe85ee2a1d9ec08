export type FailureKind = 'bad_input' | 'disk_full' | 'cancelled' | 'internal';

/** A failure with the kind that the worker answers with. Anything else that is thrown counts as internal. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** The request, or a file it names, is wrong: the message says what and what to do about it. */
export function badInput(message: string, cause?: unknown): Failure {
  return new Failure('bad_input', message, cause);
}

const NO_SPACE_CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', -28];

/** Turns whatever was thrown into a kind and a sentence. FFmpeg's own code for a full disk is -28. */
export function failureOf(error: unknown): { readonly kind: FailureKind; readonly message: string } {
  if (error instanceof Failure) return { kind: error.kind, message: error.message };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (NO_SPACE_CODES.includes(code)) {
    return { kind: 'disk_full', message: 'The disk is full. Free some space and ask again: the parts that were finished are kept.' };
  }
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}
