import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { awsKeySource, gcpKeySource } from './manager-key-sources.ts';
import { newMasterKeyText, parseMasterKeys } from './master-key.ts';

const servers: Server[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

const key = newMasterKeyText();
const ids = parseMasterKeys(key).map(({ id }) => id);

/** AWS JSON 1.1, as the API reference of GetSecretValue has it. */
async function serveAws(respond: (input: { SecretId: string }) => [number, object]): Promise<{ asked: unknown[] }> {
  const asked: unknown[] = [];
  const port = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const input = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string };
    asked.push({ target: request.headers['x-amz-target'], signed: request.headers.authorization?.startsWith('AWS4-HMAC-SHA256'), input });
    const [status, body] = respond(input);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-south-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary');
  return { asked };
}

describe('AWS Secrets Manager', () => {
  test('gives the keys that a secret of its holds', async () => {
    const { asked } = await serveAws(() => [200, { Name: 'bottega/keys', SecretString: `${key}\n` }]);
    expect((await awsKeySource('bottega/keys').load()).map(({ id }) => id)).toEqual(ids);
    expect(asked).toEqual([{ target: 'secretsmanager.GetSecretValue', signed: true, input: { SecretId: 'bottega/keys' } }]);
  });

  test('a secret that is not there or holds no key is told of by its name alone', async () => {
    await serveAws(() => [400, { __type: 'ResourceNotFoundException', message: 'no such secret' }]);
    await expect(awsKeySource('bottega/keys').load()).rejects.toMatchObject({
      code: 'secret_source_away',
      message: expect.stringMatching(/bottega\/keys.*no such secret/),
    });
    await serveAws(() => [200, { SecretString: 'canary-no-key' }]);
    const refusal = await awsKeySource('bottega/keys')
      .load()
      .catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'invalid_configuration' });
    expect(String(refusal)).not.toContain('canary');
  });
});

describe('GCP Secret Manager', () => {
  /** REST as the API reference of projects.secrets.versions.access has it; signing in is left out. */
  async function gcp(resource: string, respond: (address: string) => [number, object]) {
    const authClient = {
      getRequestHeaders: async () => new Headers(),
      fetch: (address: string, init: RequestInit) => fetch(address, init),
    };
    const port = await serve((request, response) => {
      const [status, body] = respond(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    return gcpKeySource(resource, { apiEndpoint: '127.0.0.1', port, protocol: 'http', authClient } as Parameters<typeof gcpKeySource>[1]);
  }

  test('gives the keys of the newest version', async () => {
    const asked: string[] = [];
    const source = await gcp('projects/p/secrets/keys', (address) => {
      asked.push(address);
      return [200, { name: 'projects/1/secrets/keys/versions/3', payload: { data: Buffer.from(key).toString('base64') } }];
    });
    expect((await source.load()).map(({ id }) => id)).toEqual(ids);
    expect(asked[0]).toMatch(/^\/v1\/projects\/p\/secrets\/keys\/versions\/latest:access/);
  });

  test('says what was refused', async () => {
    const source = await gcp('projects/p/secrets/keys/versions/2', () => [
      403,
      { error: { code: 403, message: 'Permission denied', status: 'PERMISSION_DENIED' } },
    ]);
    await expect(source.load()).rejects.toMatchObject({
      code: 'secret_source_away',
      message: expect.stringMatching(/projects\/p\/secrets\/keys.*Permission denied/),
    });
  });

  test('without credentials is told of, and ends nothing', async () => {
    const source = gcpKeySource('projects/p/secrets/keys', { authClient: {} } as Parameters<typeof gcpKeySource>[1]);
    await expect(source.load()).rejects.toMatchObject({ code: 'secret_source_away', message: expect.stringMatching(/authentication/) });
  });
});
