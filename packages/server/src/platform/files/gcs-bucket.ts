import { Disk } from 'flydrive';
import { GCSDriver } from 'flydrive/drivers/gcs';
import type { Config } from '../config/config.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import type { Bucket } from './remote-store.ts';

type GcsSettings = Pick<Config, 'filesBucket' | 'filesEndpoint' | 'filesPatience'>;

/**
 * A bucket of Google Cloud Storage, by the credentials that Google's programs find for themselves. `@google-cloud/storage` must be
 * installed beside Bottega.
 */
export async function openGcsBucket(settings: GcsSettings): Promise<Bucket> {
  const { filesBucket: name, filesEndpoint: apiEndpoint } = settings;
  if (name === undefined) {
    const problems = [{ path: 'filesBucket', message: 'give the bucket that the files are kept in' }];
    throw new BottegaError('invalid_configuration', 'Files are to be kept in Google Cloud Storage, but filesBucket is not set.', {
      problems,
    });
  }
  const { Storage } = await import('@google-cloud/storage').catch((error: unknown) => {
    throw new BottegaError('invalid_configuration', 'Google Cloud Storage needs the package @google-cloud/storage: install it.', {
      cause: error,
    });
  });
  const storage = new Storage({
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
    timeout: settings.filesPatience * 1000,
    retryOptions: { maxRetries: 1 },
  });
  const bucket = storage.bucket(name);
  return {
    id: 'gcs',
    label: `The bucket ${name}`,
    disk: new Disk(new GCSDriver({ storage, bucket: name, visibility: 'private', usingUniformAcl: true })),
    async read(key, range) {
      const file = bucket.file(key);
      await file.getMetadata(); // a stream would tell only later that there is nothing
      return file.createReadStream({ validation: range === undefined, ...range });
    },
    async list(after) {
      const [files, next] = await bucket.getFiles({
        autoPaginate: false,
        maxResults: 1_000,
        ...(after === undefined ? {} : { pageToken: after }),
      });
      const objects = files.map(({ name: key, metadata }) => ({
        key,
        bytes: Number(metadata.size),
        changedAt: new Date(metadata.updated ?? 0),
      }));
      return { objects, next: (next as { pageToken?: string } | null)?.pageToken };
    },
    statusOf(error) {
      const { code } = error as { code?: unknown };
      return typeof code === 'number' ? code : undefined;
    },
    async signUpload(key, { seconds, bytes, mediaType }) {
      const extensionHeaders = { 'content-length': String(bytes) };
      const [url] = await bucket
        .file(key)
        .getSignedUrl({ version: 'v4', action: 'write', expires: Date.now() + seconds * 1000, contentType: mediaType, extensionHeaders });
      return { url, headers: { 'content-type': mediaType, 'content-length': String(bytes) } };
    },
  };
}
