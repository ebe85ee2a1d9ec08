import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWTVerifyGetKey } from 'jose';
import { newId } from '../context.ts';

/** Loaded with the first token: a start need not wait for it. */
const loadJose = () => import('jose');

export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** The one algorithm that is signed with and accepted; what a token's own header asks for is not listened to. */
const ALGORITHM = 'EdDSA';
/** RFC 9068: a token of another kind, such as an id token, is not taken for an access token. */
const TYPE = 'at+jwt';
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const BASE64URL_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Who a token stands for, and in which sign-in of theirs (the family of its refresh tokens). */
type AccessTokenClaims = { readonly userId: string; readonly familyId: string };

export type AccessTokens = {
  issue(claims: AccessTokenClaims): Promise<string>;
  /** Null for a token that is forged, is over, or was made for or by somebody else. */
  read(token: string): Promise<AccessTokenClaims | null>;
  /** The public keys, the newest first, as JWKS has them. */
  listKeys(): Promise<PublicKey[]>;
};

/** An Ed25519 public key as a JWK (RFC 8037). */
export type PublicKey = {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
};

type SigningKey = { readonly id: string; readonly secret: KeyObject; readonly open: KeyObject; readonly jwk: PublicKey };

/**
 * Access tokens of 15 minutes. The keys follow from the secrets: the first signs, all verify, so that whoever rotates the secrets rotates
 * these with them and no process has to be told.
 * @param options.secrets 32 bytes each in base64url, the newest first.
 * @param options.issuer the public address; a token is made by it and for its API.
 */
export function createAccessTokens(options: { secrets: () => readonly string[]; issuer: string; now?: () => Date }): AccessTokens {
  const { issuer, now = () => new Date() } = options;
  const audience = `${issuer}/api`;
  const known = new Map<string, Promise<SigningKey>>();
  const listSigningKeys = () =>
    Promise.all(
      options.secrets().map((secret) => {
        const key = known.get(secret) ?? makeKey(secret);
        known.set(secret, key);
        return key;
      }),
    );
  const findKey: JWTVerifyGetKey = async ({ kid }) => {
    const key = (await listSigningKeys()).find(({ id }) => id === kid);
    if (!key) throw new (await loadJose()).errors.JWKSNoMatchingKey();
    return key.open;
  };
  return {
    async issue({ userId, familyId }) {
      const [key] = (await listSigningKeys()) as [SigningKey];
      const seconds = Math.floor(now().getTime() / 1000);
      const { SignJWT } = await loadJose();
      return new SignJWT({ sid: familyId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.id })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(newId())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
        .sign(key.secret);
    },
    async read(token) {
      if (!BASE64URL_TOKEN.test(token)) return null;
      const rules = { algorithms: [ALGORITHM], typ: TYPE, issuer, audience, currentDate: now(), maxTokenAge: ACCESS_TOKEN_SECONDS };
      const { jwtVerify, errors } = await loadJose();
      try {
        const { payload } = await jwtVerify(token, findKey, { ...rules, requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'] });
        const { sub, sid } = payload;
        return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, familyId: sid } : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
    listKeys: async () => (await listSigningKeys()).map(({ jwk }) => jwk),
  };
}

async function makeKey(seed: string): Promise<SigningKey> {
  const pkcs8 = Buffer.concat([PKCS8_HEAD, Buffer.from(seed, 'base64url')]);
  const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const { x = '' } = open.export({ format: 'jwk' });
  const point = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const { calculateJwkThumbprint } = await loadJose();
  const id = await calculateJwkThumbprint(point);
  return { id, secret, open, jwk: { ...point, kid: id, alg: ALGORITHM, use: 'sig' } };
}
