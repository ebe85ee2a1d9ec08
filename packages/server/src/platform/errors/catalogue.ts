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
  | 'unsupported_content'
  | 'query_too_long'
  | 'too_much_json'
  | 'https_required'
  | 'key_in_use'
  | 'key_reused'
  | 'answer_lost'
  | 'took_too_long'
  | 'overloaded'
  | 'unauthenticated'
  | 'second_factor_needed'
  | 'too_many_tries'
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
  | 'unsupported_file'
  | 'quota_exceeded'
  | 'files_away'
  | 'address_expired'
  | 'database_away'
  | 'provider_failed'
  | 'address_refused'
  | 'secret_key_missing'
  | 'secret_unreadable'
  | 'secret_source_away'
  | 'dns_away'
  | 'domain_not_verified'
  | 'shop_suspended'
  | 'shop_closed'
  | 'people_failed'
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
  unsupported_content: {
    status: 415,
    exit: 2,
    title: 'This kind of content is not taken here',
    remedy: 'Send the content type that the API reference at /api/docs names.',
  },
  query_too_long: { status: 414, exit: 2, title: 'The address is too long', remedy: 'Ask for less at once.' },
  too_much_json: { status: 400, exit: 2, title: 'The JSON is too deep or has too many values', remedy: 'Send it in smaller parts.' },
  https_required: {
    status: 403,
    exit: 1,
    title: 'This needs https',
    remedy: 'Send it to the https address, and change what was sent in the clear.',
  },
  key_in_use: {
    status: 409,
    exit: 1,
    title: 'The first request with this key is still running',
    remedy: 'Wait as long as Retry-After says and send the same again.',
  },
  key_reused: {
    status: 422,
    exit: 2,
    title: 'This Idempotency-Key belongs to another request',
    remedy: 'Give each new request a new key; repeat one only with the same method, address and body.',
  },
  answer_lost: {
    status: 409,
    exit: 1,
    title: 'It was done, but its answer was lost',
    remedy: 'Look at what is there before you ask for it again with a new key.',
  },
  took_too_long: {
    status: 504,
    exit: 1,
    title: 'It took too long',
    remedy: 'Look whether it was done, then try again or ask for less at once.',
  },
  overloaded: { status: 503, exit: 1, title: 'Too much is asked at once', remedy: 'Wait as long as Retry-After says and try again.' },
  unauthenticated: { status: 401, exit: 1, title: 'Not signed in', remedy: 'Sign in, or run `bottega link` for a one-time sign-in link.' },
  second_factor_needed: {
    status: 401,
    exit: 1,
    title: 'A code is needed too',
    remedy: 'Send the code that your authenticator app shows, or a recovery code, as `code`.',
  },
  too_many_tries: { status: 429, exit: 1, title: 'Too many tries', remedy: 'Wait as long as the answer says, then try again.' },
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
  unsupported_file: {
    status: 415,
    exit: 2,
    title: 'This kind of file is not taken',
    remedy: 'Give a JPEG, PNG, WebP or AVIF photo, an MP4 film or a WAV sound.',
  },
  quota_exceeded: {
    status: 413,
    exit: 1,
    title: 'The shop may keep no more files',
    remedy: 'Delete files that nothing uses, or ask whoever runs this installation for more room (BOTTEGA_QUOTA_MB, BOTTEGA_QUOTA_FILES).',
  },
  files_away: {
    status: 503,
    exit: 1,
    title: 'The file storage cannot be reached',
    remedy: 'Wait a moment and try again; a launch goes on by itself.',
  },
  address_expired: {
    status: 403,
    exit: 1,
    title: 'This address is no longer good',
    remedy: 'Ask for a new one: a signed address is good for a short time, and only as it was given.',
  },
  database_away: {
    status: 503,
    exit: 1,
    title: 'The database cannot be reached',
    remedy: 'Wait a moment and try again; `bottega doctor` says more.',
  },
  provider_failed: { status: 502, exit: 1, title: 'An outside service failed', remedy: 'Try again later; nothing was lost.' },
  address_refused: {
    status: 422,
    exit: 2,
    title: 'This address may not be called',
    remedy: 'Give an https or http address of the public internet, without a name or password in it.',
  },
  secret_key_missing: {
    status: 500,
    exit: 1,
    title: 'A key is missing',
    remedy: 'Put the older key back where the keys come from; `bottega secrets status` says which is missing.',
  },
  secret_unreadable: {
    status: 500,
    exit: 1,
    title: 'A secret cannot be read',
    remedy: 'Enter it again; if nobody has moved rows in the database, look into who has written to it.',
  },
  secret_source_away: {
    status: 503,
    exit: 1,
    title: 'The keys cannot be fetched',
    remedy: 'Check the name of the secret, the access to it and the network; docs/secrets.md has what each source needs.',
  },
  domain_not_verified: {
    status: 409,
    exit: 1,
    title: 'The domain is not verified yet',
    remedy: 'Write the record into the DNS, give it some minutes to be seen, and check again.',
  },
  dns_away: {
    status: 502,
    exit: 1,
    title: 'The DNS does not answer',
    remedy: 'Try again in a minute; where it stays, set BOTTEGA_DNS_SERVERS to name servers that this machine reaches.',
  },
  shop_suspended: {
    status: 403,
    exit: 1,
    title: 'The shop is suspended',
    remedy: 'Its staff can look at everything and take it out; to open it again, ask whoever runs this installation.',
  },
  shop_closed: {
    status: 503,
    exit: 1,
    title: 'This shop is closed for now',
    remedy: 'Come back later; nothing was lost, and orders that were placed stand.',
  },
  people_failed: {
    status: 500,
    exit: 1,
    title: 'The people could not be read or written',
    remedy: 'Mend what is named and run it again; files that are finished stay as they are.',
  },
  internal: { status: 500, exit: 1, title: 'Something went wrong on our side', remedy: 'Try again; if it stays, send us the request id.' },
};
