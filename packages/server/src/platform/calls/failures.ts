import { ProviderError } from '@bottega/contracts';

/** Codes of failures that happened before a byte of the request had left: nobody has received it. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The failures that led to this one, itself first. */
export function* causesOf(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) yield cause;
}

/**
 * What a request came to that got no answer: `temporary` when it was certainly not sent, `unknown_outcome` when it may have been received.
 * @param service whom it was meant for, in the user's words
 */
export function toProviderError(error: unknown, service: string): ProviderError {
  for (const cause of causesOf(error)) {
    if (cause instanceof ProviderError) return cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (NOT_SENT.has(code)) return new ProviderError('temporary', `${service} cannot be reached (${code}).`, { cause: error });
  }
  const why = [...causesOf(error)].some(({ name }) => name === 'TimeoutError') ? 'did not answer in time' : 'broke off before it answered';
  return new ProviderError('unknown_outcome', `${service} ${why}.`, { cause: error });
}
