import { type KeyObject, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { type CallContext, ProviderError } from '@bottega/contracts';
import { HOSTS, type PayPalSettings } from './settings.ts';

/** A certificate that was held to be PayPal's: its key, and until when it holds. */
type Held = { readonly key: KeyObject; readonly until: number };

const held = new Map<string, Held>();
const MOST_HELD = 100;
const LARGEST_FILE = 64 * 1_024;
const LONGEST_CHAIN = 5;
/** Whom PayPal names as the signer of its messages; the rule of its own SDK. */
const SIGNER = /^CN=messageverificationcerts(\.[a-z\d-]+)*\.paypal\.com$/m;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

let roots: readonly X509Certificate[] | undefined;
const trustedRoots = (): readonly X509Certificate[] => {
  roots ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return roots;
};

/** @throws ProviderError auth for an address where PayPal keeps no certificates of this environment */
export function requireCertificateUrl(written: string, { environment }: PayPalSettings): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const isPayPals =
    url?.protocol === 'https:' &&
    url.port === '' &&
    !url.username &&
    !url.password &&
    !url.search &&
    HOSTS[environment].certificates.includes(url.hostname) &&
    /^\/v1\/notifications\/certs\/[A-Za-z0-9_-]+$/.test(url.pathname);
  if (url && isPayPals) return url.href;
  throw new ProviderError('auth', `The event names a certificate that is not of PayPal’s ${environment}.`);
}

/**
 * The key of the certificate at that address of PayPal's. Null when it is out of reach, or when its file lacks the links to a root: then only
 * PayPal itself can tell whether it signed.
 * @throws ProviderError auth for a certificate that is somebody else's, or out of date
 */
export async function signingKey(url: string, settings: PayPalSettings, call: CallContext): Promise<KeyObject | null> {
  const kept = held.get(url);
  if (kept && kept.until > Date.now()) return kept.key;
  const file = await download(url, call);
  const [leaf, ...others] = file === null ? [] : readCertificates(file);
  if (!leaf) return null;
  if (!SIGNER.test(leaf.subject)) throw new ProviderError('auth', 'The event’s certificate is not made out to PayPal.');
  if (!isCurrent(leaf)) throw new ProviderError('auth', 'The event’s certificate is out of date.');
  const anchors = settings.environment === 'simulator' ? await simulatorRoots(settings, call) : trustedRoots();
  if (!leadsToRoot(leaf, others, anchors)) return null;
  if (held.size >= MOST_HELD) held.clear();
  held.set(url, { key: leaf.publicKey, until: leaf.validToDate.getTime() });
  return leaf.publicKey;
}

/** Null for anything but a file of reasonable size. */
async function download(url: string, call: CallContext): Promise<string | null> {
  try {
    const answer = await call.fetch(url, { redirect: 'error', signal: call.signal });
    const text = answer.ok ? await answer.text() : null;
    return text !== null && text.length <= LARGEST_FILE ? text : null;
  } catch {
    call.signal.throwIfAborted();
    return null; // the caller asks PayPal instead
  }
}

function readCertificates(file: string): X509Certificate[] {
  try {
    return (file.match(PEM) ?? []).slice(0, LONGEST_CHAIN).map((pem) => new X509Certificate(pem));
  } catch {
    return []; // no certificate after all: the caller asks PayPal instead
  }
}

/** The simulator signs with an authority of its own, which holds for nothing else. */
async function simulatorRoots({ origin }: PayPalSettings, call: CallContext): Promise<readonly X509Certificate[]> {
  const file = await download(`${origin}/simulator/root.pem`, call);
  return file === null ? [] : readCertificates(file);
}

const isCurrent = ({ validFromDate, validToDate }: X509Certificate): boolean => {
  const now = Date.now();
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
};

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && isCurrent(issuer) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** Follows the chain from issuer to issuer. The path is no longer than the file, so that no circle can hold it. */
function leadsToRoot(leaf: X509Certificate, others: readonly X509Certificate[], anchors: readonly X509Certificate[]): boolean {
  let current = leaf;
  for (let step = 0; step <= others.length; step++) {
    if (anchors.some((root) => isIssuedBy(current, root))) return true;
    const issuer = others.find((other) => isIssuedBy(current, other));
    if (!issuer) return false;
    current = issuer;
  }
  return false;
}
