import type { AddressInfo } from 'node:net';
import S3rver from '@20minutes/s3rver';
import { FILE_DEFAULTS, type FileSettings } from '../platform/config/file-keys.ts';

/** A server that speaks as S3 does, on this machine alone, with one bucket. */
export type S3Server = { readonly port: number; readonly settings: FileSettings; close(): Promise<void> };

const BUCKET = 'bottega-files';

/**
 * Starts one that keeps its objects in the folder. One that checks signatures gets the address of a whole bucket wrong, and refuses to
 * list: it is for signed addresses only.
 */
export async function startS3Server(folder: string, { checksSignatures = false } = {}): Promise<S3Server> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    vhostBuckets: false,
    allowMismatchedSignatures: !checksSignatures,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = (await server.run()) as AddressInfo;
  return { port, settings: s3Settings(port), close: () => server.close() };
}

/** The settings of a house that keeps its files at this port. */
export const s3Settings = (port: number): FileSettings => ({
  ...FILE_DEFAULTS,
  files: 's3',
  filesBucket: BUCKET,
  filesEndpoint: `http://127.0.0.1:${port}`,
  filesPathStyle: 'yes',
  filesKeyId: 'S3RVER',
  filesSecret: 'S3RVER',
  filesPatience: 1,
});
