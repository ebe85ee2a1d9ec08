import { BottegaError } from '../errors/bottega-error.ts';
import { loadOptionalPackage } from '../optional-package.ts';
import { type KeySource, readKeys } from './key-source.ts';

/** A start waits no longer than this for its keys. */
const LIMIT_MS = 15_000;

/** A secret of AWS Secrets Manager, by name or ARN. Region, credentials and endpoint are found as the SDK finds them. */
export function awsKeySource(secretId: string): KeySource {
  const where = `AWS Secrets Manager, ${secretId}`;
  return managerSource(where, async () => {
    const sdk = await loadOptionalPackage('@aws-sdk/client-secrets-manager', where, () => import('@aws-sdk/client-secrets-manager'));
    const client = new sdk.SecretsManagerClient({ maxAttempts: 3 });
    try {
      const command = new sdk.GetSecretValueCommand({ SecretId: secretId });
      const { SecretString, SecretBinary } = await client.send(command, { abortSignal: AbortSignal.timeout(LIMIT_MS) });
      return SecretString ?? Buffer.from(SecretBinary ?? []).toString();
    } finally {
      client.destroy();
    }
  });
}

/** How the client of Google is to reach the service; the tests name a server of their own. */
type GcpOptions = ConstructorParameters<typeof import('@google-cloud/secret-manager').SecretManagerServiceClient>[0];

/**
 * A secret of GCP Secret Manager: `projects/P/secrets/S`, its newest version unless one is named. Credentials are found as the SDK finds
 * them. It speaks REST, so that no connection outlives the answer.
 */
export function gcpKeySource(resource: string, options: GcpOptions = {}): KeySource {
  const where = `GCP Secret Manager, ${resource}`;
  const name = resource.includes('/versions/') ? resource : `${resource}/versions/latest`;
  return managerSource(where, async () => {
    const sdk = await loadOptionalPackage('@google-cloud/secret-manager', where, () => import('@google-cloud/secret-manager'));
    const client = new sdk.SecretManagerServiceClient({ fallback: true, ...options });
    try {
      await client.initialize(); // who has no credentials hears of it here; from the call itself it would end the process
      const [version] = await client.accessSecretVersion({ name }, { timeout: LIMIT_MS });
      return Buffer.from(version.payload?.data ?? '').toString();
    } finally {
      await client.close();
    }
  });
}

/** What the SDK throws is told in our words; what the secret holds never is. */
function managerSource(where: string, fetchText: () => Promise<string>): KeySource {
  return {
    where,
    async load() {
      const text = await withinLimit(where, fetchText());
      return readKeys(where, text);
    },
  };
}

async function withinLimit(where: string, work: Promise<string>): Promise<string> {
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${LIMIT_MS / 1000} s`)), LIMIT_MS).unref();
  });
  try {
    return await Promise.race([work, limit]);
  } catch (error) {
    if (error instanceof BottegaError) throw error;
    throw new BottegaError('secret_source_away', `${where}: ${(error as Error).message}.`, { cause: error });
  }
}
