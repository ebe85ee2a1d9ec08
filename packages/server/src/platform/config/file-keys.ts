import { choice, type Key, text, wholeNumber } from './key.ts';

/** Where files are kept, and how much of them. */
export type FileSettings = {
  readonly files: 'disk' | 's3' | 'gcs';
  readonly filesBucket: string | undefined;
  readonly filesEndpoint: string | undefined;
  readonly filesRegion: string;
  readonly filesPathStyle: 'yes' | 'no';
  readonly filesKeyId: string | undefined;
  readonly filesSecret: string | undefined;
  /** Whether clients may reach the outside storage by signed addresses. */
  readonly filesDirect: 'yes' | 'no';
  /** Seconds of silence after which an outside storage counts as away. */
  readonly filesPatience: number;
  /** What one shop may keep. */
  readonly quotaMegabytes: number;
  readonly quotaFiles: number;
  /** Megabytes of the data folder's disk that are left alone. */
  readonly keepFree: number;
  /** Megabytes that parts of films, and local copies of files, may take in the data folder's cache. */
  readonly cacheMegabytes: number;
};

export const FILE_DEFAULTS: FileSettings = {
  files: 'disk',
  filesBucket: undefined,
  filesEndpoint: undefined,
  filesRegion: 'us-east-1',
  filesPathStyle: 'no',
  filesKeyId: undefined,
  filesSecret: undefined,
  filesDirect: 'yes',
  filesPatience: 5,
  quotaMegabytes: 20_000,
  quotaFiles: 100_000,
  keepFree: 256,
  cacheMegabytes: 4_000,
};

const MOST = 999_999_999;

export const FILE_KEYS: { readonly [Name in keyof FileSettings]: Key<FileSettings[Name]> } = {
  files: {
    env: ['BOTTEGA_FILES'],
    toml: 'files',
    description: 'Where files are kept: disk (in the data folder), s3 (Amazon S3 or a storage that speaks as it does), gcs (Google).',
    otherwise: 'disk',
    example: 's3',
    schema: choice(['disk', 's3', 'gcs']),
  },
  filesBucket: {
    env: ['BOTTEGA_FILES_BUCKET'],
    toml: 'files_bucket',
    description: 'The bucket of an outside storage. It must be for this installation alone: what no shop knows of is removed from it.',
    otherwise: 'none',
    example: 'my-shop-files',
    schema: text('the name of a bucket'),
  },
  filesEndpoint: {
    env: ['BOTTEGA_FILES_ENDPOINT'],
    toml: 'files_endpoint',
    description: 'The address of a storage that is not the company’s own.',
    otherwise: 'that of Amazon or Google',
    example: 'https://storage.example:9000',
    schema: text('an address such as https://storage.example:9000').refine(
      (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
      'an address such as https://storage.example:9000',
    ),
  },
  filesRegion: {
    env: ['BOTTEGA_FILES_REGION'],
    toml: 'files_region',
    description: 'The region of the bucket, for S3.',
    otherwise: FILE_DEFAULTS.filesRegion,
    example: 'eu-central-1',
    schema: text('a region such as eu-central-1'),
  },
  filesPathStyle: {
    env: ['BOTTEGA_FILES_PATH_STYLE'],
    toml: 'files_path_style',
    description: 'Whether the bucket stands in the path of an address and not in its host: yes for most storages that are not Amazon’s.',
    otherwise: FILE_DEFAULTS.filesPathStyle,
    example: 'yes',
    schema: choice(['yes', 'no']),
  },
  filesKeyId: {
    env: ['BOTTEGA_FILES_KEY_ID'],
    toml: 'files_key_id',
    description: 'The id of the access key to the bucket, for S3.',
    otherwise: 'what Amazon’s programs find on this machine',
    example: 'AKIAEXAMPLE',
    schema: text('the id of an access key'),
  },
  filesSecret: {
    env: ['BOTTEGA_FILES_SECRET'],
    toml: 'files_secret',
    description: 'The secret of that access key.',
    otherwise: 'what Amazon’s programs find on this machine',
    example: 'a-secret-of-the-storage',
    schema: text('the secret of an access key'),
    secret: true,
  },
  filesDirect: {
    env: ['BOTTEGA_FILES_DIRECT'],
    toml: 'files_direct',
    description:
      'Whether people and programs can reach the outside storage themselves: downloads and signed uploads then go there straight.',
    otherwise: FILE_DEFAULTS.filesDirect,
    example: 'no',
    schema: choice(['yes', 'no']),
  },
  filesPatience: {
    env: ['BOTTEGA_FILES_PATIENCE'],
    toml: 'files_patience',
    description: 'After so many seconds of silence an outside storage counts as away.',
    otherwise: String(FILE_DEFAULTS.filesPatience),
    example: 10,
    schema: wholeNumber(1, 120),
  },
  quotaMegabytes: {
    env: ['BOTTEGA_QUOTA_MB'],
    toml: 'quota_mb',
    description: 'How many megabytes of files one shop may keep.',
    otherwise: String(FILE_DEFAULTS.quotaMegabytes),
    example: 50_000,
    schema: wholeNumber(1, MOST),
  },
  quotaFiles: {
    env: ['BOTTEGA_QUOTA_FILES'],
    toml: 'quota_files',
    description: 'How many files one shop may keep, the sizes of its pictures counted one by one.',
    otherwise: String(FILE_DEFAULTS.quotaFiles),
    example: 250_000,
    schema: wholeNumber(1, MOST),
  },
  keepFree: {
    env: ['BOTTEGA_KEEP_FREE_MB'],
    toml: 'keep_free_mb',
    description:
      'So many megabytes of the disk are left alone: uploads and launches are refused before it is full, and orders still go through.',
    otherwise: String(FILE_DEFAULTS.keepFree),
    example: 1_000,
    schema: wholeNumber(0, MOST),
  },
  cacheMegabytes: {
    env: ['BOTTEGA_CACHE_MB'],
    toml: 'cache_mb',
    description: 'How many megabytes the cache in the data folder may take: parts of films, and copies of files of an outside storage.',
    otherwise: String(FILE_DEFAULTS.cacheMegabytes),
    example: 10_000,
    schema: wholeNumber(100, MOST),
  },
};
