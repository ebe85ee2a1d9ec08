import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { PublicKey } from '../access-token.ts';

/** What the forger starts from: a good token and what anybody can look up. The signing key is given so that single claims can be wrong. */
export type Forgery = { readonly good: string; readonly keys: readonly PublicKey[]; readonly seed: string; readonly issuer: string };

type Part = Readonly<Record<string, unknown>>;

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part = ''): Part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Part;
const without = (part: Part, name: string): Part => Object.fromEntries(Object.entries(part).filter(([key]) => key !== name));

/** Tokens that must not be taken, by what is wrong with them. */
export function forgeTokens({ good, keys, seed, issuer }: Forgery): Readonly<Record<string, string>> {
  const [head = '', body = '', signature = ''] = good.split('.');
  const [header, claims] = [decode(head), decode(body)];
  const real = ed25519(seed);
  const other = generateKeyPairSync('ed25519');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (changed: Part, headed: Part = header, key: KeyObject = real) => signed(headed, changed, (data) => sign(null, data, key));
  const hmac = (secret: string | Buffer) =>
    signed({ ...header, alg: 'HS256' }, claims, (data) => createHmac('sha256', secret).update(data).digest());
  const now = Number(claims.iat);
  const jwk = { ...other.publicKey.export({ format: 'jwk' }), kid: 'mine' };
  return {
    ...unsigned(header, claims, { head, body, signature }),
    'HS256 with the public key as the secret (x)': hmac(Buffer.from(keys[0]?.x ?? '', 'base64url')),
    'HS256 with the public key as text': hmac(keys[0]?.x ?? ''),
    'HS256 with the JWK as text': hmac(JSON.stringify(keys[0])),
    'HS256 with the key id': hmac(String(header.kid)),
    'HS256 with an empty secret': hmac(''),
    'RS256 by a key of one’s own': signed({ ...header, alg: 'RS256' }, claims, (data) => sign('sha256', data, rsa.privateKey)),
    'ES256 by a key of one’s own': signed({ ...header, alg: 'ES256' }, claims, (data) =>
      sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
    ),
    'another Ed25519 key under our id': issue(claims, header, other.privateKey),
    'an unknown key id': issue(claims, { ...header, kid: 'unknown' }),
    'no key id': issue(claims, without(header, 'kid')),
    'a key id that is a path': issue(claims, { ...header, kid: '../../etc/passwd' }),
    'a key id that is SQL': issue(claims, { ...header, kid: `' or 1=1 --` }),
    'a key of its own in the header (jwk)': issue(claims, { ...header, kid: 'mine', jwk }, other.privateKey),
    'a key of its own under our id (jwk)': issue(claims, { ...header, jwk }, other.privateKey),
    'an address for its keys (jku)': issue(claims, { ...header, kid: 'mine', jku: 'https://evil.example/jwks' }, other.privateKey),
    'a chain of certificates (x5c)': issue(claims, { ...header, kid: 'mine', x5c: ['MIIB'] }, other.privateKey),
    'an address of certificates (x5u)': issue(claims, { ...header, kid: 'mine', x5u: 'https://evil.example/x5u' }, other.privateKey),
    'a critical extension that nobody knows': issue(claims, { ...header, crit: ['exp'], exp: 1 }),
    'an unencoded payload (b64)': issue(claims, { ...header, b64: false, crit: ['b64'] }),
    'another type': issue(claims, { ...header, typ: 'JWT' }),
    'no type': issue(claims, without(header, 'typ')),
    'the type of an id token': issue(claims, { ...header, typ: 'id+jwt' }),
    'another issuer': issue({ ...claims, iss: 'https://evil.example' }),
    'an issuer with a slash more': issue({ ...claims, iss: `${issuer}/` }),
    'no issuer': issue(without(claims, 'iss')),
    'another audience': issue({ ...claims, aud: 'https://evil.example/api' }),
    'the issuer as audience': issue({ ...claims, aud: issuer }),
    'no audience': issue(without(claims, 'aud')),
    'an end in the past': issue({ ...claims, iat: now - 1000, exp: now - 1 }),
    'no end': issue(without(claims, 'exp')),
    'an end that is a word': issue({ ...claims, exp: 'never' }),
    'an end far away': issue({ ...claims, iat: now - 100_000, exp: now + 100_000 }),
    'a start in the future': issue({ ...claims, nbf: now + 600 }),
    'made in the future': issue({ ...claims, iat: now + 6_000, exp: now + 6_900 }),
    'no moment when it was made': issue(without(claims, 'iat')),
    nobody: issue(without(claims, 'sub')),
    'nobody, as a number': issue({ ...claims, sub: 0 }),
    'no sign-in': issue(without(claims, 'sid')),
    'a sign-in of a list': issue({ ...claims, sid: [claims.sid] }),
    'no id': issue(without(claims, 'jti')),
    'claims that are a list': signed(header, [claims], (data) => sign(null, data, real)),
    'claims that are a word': signed(header, 'claims', (data) => sign(null, data, real)),
  };
}

/** What needs no key. */
function unsigned(
  header: Part,
  claims: Part,
  { head, body, signature }: Record<'head' | 'body' | 'signature', string>,
): Record<string, string> {
  const tampered = encode({ ...claims, sub: 'somebody-else' });
  return {
    nothing: '',
    'two dots': '..',
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'four parts': `${head}.${body}.${signature}.${signature}`,
    'five parts, as an encrypted one': `${head}..${body}.${signature}.${signature}`,
    'alg none': `${encode({ ...header, alg: 'none' })}.${body}.`,
    'alg None': `${encode({ ...header, alg: 'None' })}.${body}.${signature}`,
    'no alg': `${encode(without(header, 'alg'))}.${body}.${signature}`,
    'claims that were changed': `${head}.${tampered}.${signature}`,
    'a signature that was cut': `${head}.${body}.${signature.slice(0, -4)}`,
    'a signature that was changed': `${head}.${body}.${signature.slice(0, 10)}${signature[10] === 'A' ? 'B' : 'A'}${signature.slice(11)}`,
    'a signature of zeros': `${head}.${body}.${'A'.repeat(86)}`,
    'a header that is no JSON': `${Buffer.from('{').toString('base64url')}.${body}.${signature}`,
    padding: `${head}=.${body}.${signature}`,
    'a space before it': ` ${head}.${body}.${signature}`,
    'a line break in it': `${head}.\n${body}.${signature}`,
    'a zero byte after it': `${head}.${body}.${signature}\0`,
  };
}

function signed(header: Part, claims: unknown, seal: (data: Buffer) => Buffer): string {
  const data = `${encode(header)}.${encode(claims)}`;
  return `${data}.${seal(Buffer.from(data)).toString('base64url')}`;
}

const ed25519 = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });
