import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/**
 * X.509 certificates (RFC 5280) for the simulator’s own authority, as small as they can be: Node reads certificates and makes none. Each value
 * is written as DER has it (X.690): its kind, its length, its content.
 */
const value = (kind: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([kind, body.length]), body]);
  const length = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...length]), body]);
};
const sequence = (...content: readonly Uint8Array[]): Buffer => value(0x30, ...content);
const bits = (content: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.from([unused]), content);
const octets = (content: Uint8Array): Buffer => value(0x04, content);
const TRUE = value(0x01, Buffer.from([0xff]));

/** An object identifier such as 2.5.4.3. */
function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((number) => {
    const sevens = [number & 0x7f];
    for (let high = number >> 7; high > 0; high >>= 7) sevens.unshift((high & 0x7f) | 0x80);
    return sevens;
  });
  return value(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

const RSA_SHA256 = sequence(identifier('1.2.840.113549.1.1.11'), value(0x05));
const nameOf = (commonName: string): Buffer => sequence(value(0x31, sequence(identifier('2.5.4.3'), value(0x0c, Buffer.from(commonName)))));
/** UTCTime, which holds until 2049. */
const time = (date: Date): Buffer => value(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** What makes a certificate an authority: basic constraints, and the leave to sign certificates. */
const AUTHORITY = value(
  0xa3,
  sequence(
    sequence(identifier('2.5.29.19'), TRUE, octets(sequence(TRUE))),
    sequence(identifier('2.5.29.15'), TRUE, octets(bits(Buffer.from([0x04]), 2))),
  ),
);

/** A key pair of RSA as PEM, with a certificate for it. */
export type Certified = { readonly privateKey: string; readonly certificate: string };

type Signer = { readonly name: string; readonly privateKey: string };

/** Without a signer the certificate signs itself and is an authority. */
export function certify(name: string, from: Date, signer?: Signer): Certified {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const until = new Date(from.getTime() + 10 * 365 * 86_400_000);
  const told = sequence(
    value(0xa0, value(0x02, Buffer.from([2]))), // version 3
    value(0x02, Buffer.from([1, ...crypto.getRandomValues(new Uint8Array(8))])),
    RSA_SHA256,
    nameOf(signer?.name ?? name),
    sequence(time(from), time(until)),
    nameOf(name),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    ...(signer ? [] : [AUTHORITY]),
  );
  const signature = sign('RSA-SHA256', told, signer?.privateKey ?? privateKey);
  const lines = sequence(told, RSA_SHA256, bits(signature)).toString('base64').replace(/.{64}/g, '$&\n').trim();
  return { privateKey, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** An authority that is known to nobody else, and the signer of messages that it vouches for; made once for a shop. */
export function makeAuthority(now: Date): { readonly id: string; readonly root: string; readonly signer: Certified } {
  const from = new Date(now.getTime() - 86_400_000);
  const rootName = 'Bottega PayPal simulator';
  const root = certify(rootName, from);
  const signer = certify('messageverificationcerts.simulator.paypal.com', from, { name: rootName, privateKey: root.privateKey });
  return { id: `CERT-${crypto.randomUUID()}`, root: root.certificate, signer };
}
