import type { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import type { Config } from '../config/config.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import type { Bucket } from './remote-store.ts';

type S3Settings = Pick<
  Config,
  'filesBucket' | 'filesEndpoint' | 'filesRegion' | 'filesPathStyle' | 'filesKeyId' | 'filesSecret' | 'filesPatience'
>;

const CONNECT_MS = 2_000;
/** The longest that one request may take, a film on a slow line included. */
const LONGEST_MS = 300_000;

/**
 * A bucket of Amazon S3, or of a storage that speaks as it does. Without a key of our own the client looks for one where Amazon's
 * programs do.
 */
export function openS3Bucket(settings: S3Settings): Bucket {
  const bucket = settings.filesBucket;
  if (bucket === undefined) throw missing('filesBucket', 'the bucket that the files are kept in');
  const client = openClient(settings);
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }));
  return {
    id: 's3',
    label: `The bucket ${bucket}`,
    disk,
    async read(key, range) {
      const part = range && { Range: `bytes=${range.start}-${range.end}` };
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...part }));
      return Body as Readable;
    },
    async list(after) {
      const found = await client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: after }));
      const objects = (found.Contents ?? []).flatMap(({ Key: key, Size: bytes, LastModified: changedAt }) =>
        key !== undefined && bytes !== undefined && changedAt !== undefined ? { key, bytes, changedAt } : [],
      );
      return { objects, next: found.NextContinuationToken };
    },
    statusOf: (error) => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode,
    async signUpload(key, { seconds, bytes, mediaType }) {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes, ContentType: mediaType });
      const signableHeaders = new Set(['content-length', 'content-type', 'host']);
      return {
        url: await getSignedUrl(client, command, { expiresIn: seconds, signableHeaders }),
        headers: { 'content-type': mediaType, 'content-length': String(bytes) },
      };
    },
  };
}

function openClient(settings: S3Settings): S3Client {
  const { filesEndpoint: endpoint, filesRegion: region, filesKeyId: accessKeyId, filesSecret: secretAccessKey } = settings;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw missing(accessKeyId === undefined ? 'filesKeyId' : 'filesSecret', 'the other half of the key to the bucket');
  }
  return new S3Client({
    region,
    forcePathStyle: settings.filesPathStyle === 'yes',
    maxAttempts: 2,
    // Storages other than Amazon's know nothing of the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: settings.filesPatience * 1000,
      requestTimeout: LONGEST_MS,
      throwOnRequestTimeout: true, // a warning in the log is all it does otherwise
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
  });
}

const missing = (path: string, what: string): BottegaError =>
  new BottegaError('invalid_configuration', `Files are to be kept in S3, but ${path} is not set.`, {
    problems: [{ path, message: `give ${what}` }],
  });
