import path from 'node:path';
import type { StorageProvider } from '@bottega/contracts';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createDiskFileStore } from './disk-store.ts';

/** Where bytes live. Keys are content hashes, so what is written never changes; `uploads/…` holds what waits to be looked at. */
export type FileStore = StorageProvider;

/**
 * The file store of the configuration. What speaks to an outside storage is loaded only where one is configured.
 * @throws BottegaError invalid_configuration where a setting of that storage is missing.
 */
export async function openFileStore(config: Config, log: Pick<Logger, 'warn'>): Promise<FileStore> {
  if (config.files === 'disk') return createDiskFileStore(path.join(config.data, 'files'));
  const { createRemoteStore } = await import('./remote-store.ts');
  const bucket = config.files === 's3' ? await openS3(config) : await openGcs(config);
  return createRemoteStore({ bucket, copies: copiesFolderOf(config.data), isDirect: config.filesDirect === 'yes', log });
}

const openS3 = async (config: Config) => (await import('./s3-bucket.ts')).openS3Bucket(config);
const openGcs = async (config: Config) => (await import('./gcs-bucket.ts')).openGcsBucket(config);

/** Where local copies of what an outside storage keeps lie, until they are evicted. */
const copiesFolderOf = (data: string): string => path.join(data, 'cache', 'files');
