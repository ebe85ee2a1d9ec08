/** What an error is to HTTP, to a command line and to a reader. `remedy` tells what to do, in one sentence. */
type ErrorEntry = { readonly status: number; readonly exit: 1 | 2; readonly title: string; readonly remedy: string };

export type ErrorCode =
  | 'malformed_request'
  | 'invalid_input'
  | 'unknown_currency'
  | 'unknown_language'
  | 'not_an_image'
  | 'image_damaged'
  | 'image_too_large'
  | 'payload_too_large'
  | 'unauthenticated'
  | 'forbidden'
  | 'foreign_origin'
  | 'not_found'
  | 'shop_not_named'
  | 'shop_not_found'
  | 'conflict'
  | 'invalid_configuration'
  | 'port_taken'
  | 'already_running'
  | 'server_away'
  | 'disk_full'
  | 'database_away'
  | 'provider_failed'
  | 'internal';

/** Every error that leaves the program. The page docs/errors.md is held against this table by a test. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorEntry>> = {
  malformed_request: {
    status: 400,
    exit: 2,
    title: 'The request could not be read',
    remedy: 'Send what the API reference at /api/docs describes.',
  },
  invalid_input: {
    status: 422,
    exit: 2,
    title: 'Something in the input is not right',
    remedy: 'Mend the fields that are named and send it again.',
  },
  unknown_currency: {
    status: 422,
    exit: 2,
    title: 'Unknown currency',
    remedy: 'Give a three-letter ISO 4217 code such as EUR, USD or INR.',
  },
  unknown_language: { status: 422, exit: 2, title: 'Unknown language', remedy: 'Choose from the languages that are listed.' },
  not_an_image: { status: 415, exit: 2, title: 'This is not a photo', remedy: 'Give a JPEG, PNG, WebP or AVIF file.' },
  image_damaged: {
    status: 422,
    exit: 2,
    title: 'The photo is damaged',
    remedy: 'Save or copy the photo again and retry with the new file.',
  },
  image_too_large: { status: 422, exit: 2, title: 'The photo has too many pixels', remedy: 'Scale it down to at most 100 megapixels.' },
  payload_too_large: { status: 413, exit: 2, title: 'The file is too large', remedy: 'Keep each photo under 40 MB.' },
  unauthenticated: { status: 401, exit: 1, title: 'Not signed in', remedy: 'Sign in, or run `bottega link` for a one-time sign-in link.' },
  forbidden: { status: 403, exit: 1, title: 'Not allowed', remedy: 'Ask an owner of the shop for a role that may do this.' },
  foreign_origin: {
    status: 403,
    exit: 1,
    title: 'The request came from another site',
    remedy: 'Send it from a page of ours; behind a proxy, set PUBLIC_URL to the address that people use.',
  },
  not_found: { status: 404, exit: 2, title: 'Not found', remedy: 'Check the address or id.' },
  shop_not_named: {
    status: 400,
    exit: 2,
    title: 'No shop was named',
    remedy: 'Name it by host (fornace.localhost), by path (/s/fornace) or with the header X-Bottega-Shop.',
  },
  shop_not_found: { status: 404, exit: 2, title: 'There is no such shop', remedy: 'Run `bottega shops` to see the shops there are.' },
  conflict: { status: 409, exit: 1, title: 'This no longer fits the present state', remedy: 'Load it again and decide anew.' },
  invalid_configuration: {
    status: 500,
    exit: 2,
    title: 'The configuration is not right',
    remedy: 'Mend the keys that are named; `bottega config show` prints where each value comes from.',
  },
  port_taken: {
    status: 500,
    exit: 2,
    title: 'The port is taken',
    remedy: 'Choose another with --port or PORT, or end the program that holds it.',
  },
  already_running: {
    status: 409,
    exit: 2,
    title: 'A server is already running on this data folder',
    remedy: 'Use the running one, stop it, or choose another folder with --data or BOTTEGA_DATA.',
  },
  server_away: {
    status: 503,
    exit: 1,
    title: 'The server went away',
    remedy: 'Start it again: a launch that had begun goes on where it was.',
  },
  disk_full: { status: 507, exit: 1, title: 'The disk is full', remedy: 'Free some space and try again; nothing was half-written.' },
  database_away: {
    status: 503,
    exit: 1,
    title: 'The database cannot be reached',
    remedy: 'Wait a moment and try again; `bottega doctor` says more.',
  },
  provider_failed: { status: 502, exit: 1, title: 'An outside service failed', remedy: 'Try again later; nothing was lost.' },
  internal: { status: 500, exit: 1, title: 'Something went wrong on our side', remedy: 'Try again; if it stays, send us the request id.' },
};
