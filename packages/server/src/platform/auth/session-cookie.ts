import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE_LENGTH = 44; // HMAC-SHA256 in base64, as Better Auth signs its cookies

/**
 * The token in a session cookie that one of the secrets has signed. Better Auth knows the newest secret only; a cookie that an older one
 * has signed stays good here, so that rotating the secrets signs nobody out. Visitors without a cookie cost no derived key.
 */
export function readSessionCookie(headers: Headers, options: { name: string; secrets: () => readonly string[] }): string | null {
  const cookie = (headers.get('cookie') ?? '').split(/; */).find((part) => part.startsWith(`${options.name}=`));
  const value = cookie === undefined ? null : decode(cookie.slice(options.name.length + 1));
  if (value === null || value.at(-SIGNATURE_LENGTH - 1) !== '.') return null;
  const token = value.slice(0, -SIGNATURE_LENGTH - 1);
  const signature = Buffer.from(value.slice(-SIGNATURE_LENGTH));
  return options.secrets().some((secret) => isSignature(signature, token, secret)) ? token : null;
}

function isSignature(signature: Buffer, token: string, secret: string): boolean {
  const right = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return signature.length === right.length && timingSafeEqual(signature, right);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // no cookie of ours
  }
}
