import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LaunchView } from '#launch';
import { BottegaError, type ErrorCode, ERRORS, MOST_PHOTO_BYTES, type Problem, type UploadTicket } from '#platform';

/** A server as the command line speaks to it. */
export type ApiClient = {
  /** What a route of the shop answers, as JSON; undefined where it has nothing to say. @throws BottegaError as the server says it */
  ask<Answer>(shop: string, request: { method: string; path: string; body?: unknown }): Promise<Answer>;
  /** Sends a local file to the address of its ticket. @throws BottegaError as the server says it */
  sendFile(shop: string, ticket: UploadTicket, file: string): Promise<void>;
  /** The bytes at a signed address. */
  readSigned(shop: string, address: string): Promise<NonNullable<Response['body']>>;
  /** What a route of the shop answers, as bytes. @throws BottegaError as the server says it */
  read(shop: string, path: string): Promise<NonNullable<Response['body']>>;
  /** Sends local photos as a form. @throws BottegaError not_found, not_an_image, payload_too_large, and as the server says it */
  sendPhotos<Answer>(shop: string, form: PhotosToSend): Promise<Answer>;
  /** The launch at once and after each change, until it is finished. */
  followLaunch(shop: string, launchId: string): AsyncGenerator<LaunchView>;
};

type PhotosToSend = {
  readonly path: string;
  readonly photos: readonly string[];
  /** What stands beside them. */
  readonly fields?: Readonly<Record<string, string>>;
};

const TIMEOUT_MS = 120_000;
/** To a server that asks for patience. */
const MOST_ATTEMPTS = 5;
/** A film on a slow line. */
const LONGEST_MS = 600_000;

/** Speaks to a server as its local operator. */
export function createApiClient({ url, token }: { url: string; token: string }): ApiClient {
  const headers = (shop: string) => ({ authorization: `Bearer ${token}`, 'x-bottega-shop': shop, accept: 'application/json' });
  return {
    async ask<Answer>(shop: string, { method, path: route, body }: { method: string; path: string; body?: unknown }) {
      const answer = await reach(`${url}${route}`, {
        method,
        headers: { ...headers(shop), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!answer.ok) throw await toError(answer);
      return (answer.status === 204 ? undefined : await answer.json()) as Answer;
    },
    async sendFile(shop, { url: address, headers: signed }, file) {
      const body = await openAsBlob(file);
      const own = ownAddress(url, address);
      const answer = await reach(own ?? address, {
        method: 'PUT',
        headers: own ? { ...signed, 'x-bottega-shop': shop } : signed,
        body,
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      if (!answer.ok) throw await toError(answer);
    },
    async readSigned(shop, address) {
      const own = ownAddress(url, address);
      const answer = await reach(own ?? address, {
        ...(own ? { headers: { 'x-bottega-shop': shop } } : {}),
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      if (!answer.ok || !answer.body) throw await toError(answer);
      return answer.body;
    },
    async read(shop, path) {
      const answer = await reach(`${url}${path}`, { headers: headers(shop), signal: AbortSignal.timeout(LONGEST_MS) });
      if (!answer.ok || !answer.body) throw await toError(answer);
      return answer.body;
    },
    async sendPhotos<Answer>(shop: string, { path: route, photos, fields }: PhotosToSend) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value);
      for (const photo of photos) form.append('photos', await readPhoto(photo), path.basename(photo));
      const answer = await reach(`${url}${route}`, {
        method: 'POST',
        headers: headers(shop),
        body: form,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!answer.ok) throw await toError(answer);
      return (await answer.json()) as Answer;
    },
    async *followLaunch(shop, launchId) {
      const answer = await reach(`${url}/api/v1/launches/${launchId}/events`, {
        headers: { ...headers(shop), accept: 'text/event-stream' },
      });
      if (!answer.ok || !answer.body) throw await toError(answer);
      let text = '';
      for await (const chunk of readText(answer.body)) {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (data) yield JSON.parse(data) as LaunchView;
        }
      }
    },
  };
}

/** A signed address of ours as it is at this server, whatever people call it; undefined for one of an outside storage. */
function ownAddress(server: string, address: string): string | undefined {
  const { pathname, search } = new URL(address);
  const own = /(\/(?:api\/v1\/files\/uploads|files)\/[0-9a-f-]{36}(?:\.[a-z0-9]+)?)$/.exec(pathname)?.[1];
  return own === undefined ? undefined : `${server}${own}${search}`;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, init).catch((error: unknown) => {
      throw new BottegaError('server_away', `${new URL(url).origin} does not answer.`, { cause: error });
    });
    const wait = answer.status === 503 ? Number(answer.headers.get('retry-after') ?? 0) : 0;
    if (!(wait > 0) || attempt === MOST_ATTEMPTS) return answer;
    await answer.body?.cancel();
    await sleep(wait * 1_000); // it has too much to do, and has begun nothing
  }
}

async function* readText(body: NonNullable<Response['body']>): AsyncGenerator<string> {
  try {
    yield* body.pipeThrough(new TextDecoderStream());
  } catch (error) {
    throw new BottegaError('server_away', 'The connection to it broke.', { cause: error });
  }
}

/** Judged before anything is sent: a file that would be refused is not uploaded. */
async function readPhoto(file: string): Promise<Blob> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new BottegaError('not_found', `There is no file ${file}.`, { cause: error });
  });
  if (!found.isFile()) throw new BottegaError('not_an_image', `${file} is not a file.`);
  if (found.size > MOST_PHOTO_BYTES) throw new BottegaError('payload_too_large', `${file} has ${Math.ceil(found.size / 1024 / 1024)} MB.`);
  return openAsBlob(file);
}

async function toError(answer: Response): Promise<BottegaError> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string; errors?: Problem[] };
  const code = (problem.code && problem.code in ERRORS ? problem.code : 'internal') as ErrorCode;
  return new BottegaError(code, problem.detail ?? `The server answered ${answer.status}.`, { problems: problem.errors ?? [] });
}
