import { areMasterKeys, EXAMPLE_KEY } from '../secrets/master-key.ts';
import { type Key, text } from './key.ts';

/** What secrets are sealed with. */
export type SecretSettings = {
  /** Master keys that were given by hand, the newest first, as parseMasterKeys reads them. */
  readonly secretKey: string | undefined;
  /** Where the master keys come from when none was given: "file", "aws:…" or "gcp:…". */
  readonly secretKeyFrom: string;
};

export const SECRET_DEFAULTS: SecretSettings = { secretKey: undefined, secretKeyFrom: 'file' };

const KEYS_TEXT = 'keys of 32 bytes in base64 with commas between';

export const SECRET_KEYS: { readonly [Name in keyof SecretSettings]: Key<SecretSettings[Name]> } = {
  secretKey: {
    env: ['BOTTEGA_SECRET_KEY'],
    toml: 'secret_key',
    description:
      'The keys that secrets are sealed with: 32 random bytes each in base64 (`openssl rand -base64 32`), the newest first, with commas between. See docs/secrets.md.',
    otherwise: 'where BOTTEGA_SECRET_KEY_FROM says',
    example: EXAMPLE_KEY,
    schema: text(KEYS_TEXT).refine(areMasterKeys, KEYS_TEXT),
    secret: true,
  },
  secretKeyFrom: {
    env: ['BOTTEGA_SECRET_KEY_FROM'],
    toml: 'secret_key_from',
    description:
      'Where those keys are kept: file, aws: and the name of a secret of AWS Secrets Manager, or gcp: and the resource name of a secret of GCP Secret Manager.',
    otherwise: 'file: secret.keys in the data folder, made at the first start',
    example: 'aws:bottega/keys',
    schema: text('file, aws:NAME or gcp:NAME').regex(/^(file|aws:\S+|gcp:\S+)$/, 'file, aws:NAME or gcp:NAME'),
  },
};
