import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { BottegaError, type DeletedShop, type ShopDomain } from '#platform';
import type { ApiClient } from './api-client.ts';
import type { OpenHouse } from './house.ts';
import { openSettings } from './settings.ts';
import { printAnswer } from './terminal.ts';
import { withServer } from './visit.ts';

export type OneShopOptions = { readonly shop: string; readonly data?: string; readonly port?: string; readonly json?: boolean };
export type SuspendShopOptions = OneShopOptions & { readonly reason: string };
export type ExportShopOptions = OneShopOptions & { readonly to: string };
export type DeleteShopOptions = OneShopOptions & { readonly confirm: string };
export type DomainOptions = OneShopOptions & { readonly host: string };

/** `--host` is the domain here, not the address that the server listens on. */
const visit = <T>({ data, port }: OneShopOptions, openHouse: OpenHouse, work: (client: ApiClient) => Promise<T>): Promise<T> =>
  withServer({ ...openSettings({ ...(data && { data }), ...(port && { port }) }), openHouse }, work);

const suspension = (shop: string): string => `/api/v1/shops/${encodeURIComponent(shop)}/suspension`;

/** `bottega shop suspend`. */
export async function runShopSuspend(options: SuspendShopOptions, openHouse: OpenHouse): Promise<void> {
  const { shop, reason } = options;
  await visit(options, openHouse, (client) => client.ask(shop, { method: 'PUT', path: suspension(shop), body: { reason } }));
  printAnswer(options, { shop, state: 'suspended' }, `${shop} is suspended. Open it again with: bottega shop resume --shop ${shop}`);
}

/** `bottega shop resume`. */
export async function runShopResume(options: OneShopOptions, openHouse: OpenHouse): Promise<void> {
  const { shop } = options;
  await visit(options, openHouse, (client) => client.ask(shop, { method: 'DELETE', path: suspension(shop) }));
  printAnswer(options, { shop, state: 'open' }, `${shop} is open.`);
}

/** `bottega shop export`: what was written half is taken away again. */
export async function runShopExport(options: ExportShopOptions, openHouse: OpenHouse): Promise<void> {
  const { shop, to } = options;
  await visit(options, openHouse, async (client) => {
    const archive = Readable.fromWeb((await client.read(shop, '/api/v1/shop/export')) as ReadableStream);
    try {
      await pipeline(archive, createWriteStream(to, { flags: 'wx' }));
    } catch (error) {
      if ((error as { code?: string }).code === 'EEXIST')
        throw new BottegaError('conflict', `There is a file ${to} already.`, { cause: error });
      await rm(to, { force: true });
      throw error;
    }
  });
  const { size } = await stat(to);
  printAnswer(
    options,
    { shop, file: to, bytes: size },
    `${to}: ${(size / 1e6).toFixed(1)} MB. manifest.json in it has the SHA-256 of each part.`,
  );
}

/** `bottega shop delete`. */
export async function runShopDelete(options: DeleteShopOptions, openHouse: OpenHouse): Promise<void> {
  const path = `/api/v1/shops/${encodeURIComponent(options.shop)}?confirm=${encodeURIComponent(options.confirm)}`;
  const deleted = await visit(options, openHouse, (client) => client.ask<DeletedShop>(options.shop, { method: 'DELETE', path }));
  printAnswer(options, deleted, `${deleted.slug} is gone, and ${deleted.files} files with it.`);
}

const DOMAINS = '/api/v1/shop/domains';
const at = ({ host }: DomainOptions): string => `${DOMAINS}/${encodeURIComponent(host)}`;

/** `bottega shop domain add`: also says what to write into the DNS. */
export async function runDomainAdd(options: DomainOptions, openHouse: OpenHouse): Promise<void> {
  const { shop, host } = options;
  const added = await visit(options, openHouse, (client) =>
    client.ask<ShopDomain>(shop, { method: 'POST', path: DOMAINS, body: { host } }),
  );
  const { name, value } = added.record;
  const next = `bottega shop domain verify --shop ${shop} --host ${added.host}`;
  printAnswer(options, added, `Write into the DNS:\n  ${name}  TXT  "${value}"\nand point ${added.host} to this server. Then: ${next}`);
}

/** `bottega shop domain verify`. */
export async function runDomainVerify(options: DomainOptions, openHouse: OpenHouse): Promise<void> {
  const path = `${at(options)}/verification`;
  const verified = await visit(options, openHouse, (client) => client.ask<ShopDomain>(options.shop, { method: 'POST', path }));
  printAnswer(options, verified, `${verified.host} leads to ${options.shop}.`);
}

/** `bottega shop domain remove`. */
export async function runDomainRemove(options: DomainOptions, openHouse: OpenHouse): Promise<void> {
  await visit(options, openHouse, (client) => client.ask(options.shop, { method: 'DELETE', path: at(options) }));
  printAnswer(options, { removed: options.host }, `${options.host} leads here no longer.`);
}

/** `bottega shop domain list`. */
export async function runDomainList(options: OneShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await visit(options, openHouse, (client) =>
    client.ask<{ items: ShopDomain[] }>(options.shop, { method: 'GET', path: DOMAINS }),
  );
  const lines = items.map(
    ({ host, state, record }) => `${host.padEnd(40)} ${state === 'verified' ? state : `waits for TXT ${record.name} "${record.value}"`}`,
  );
  printAnswer(options, items, lines.join('\n') || 'There are no domains yet.');
}

export type OriginsOptions = OneShopOptions & { readonly set?: string };

/** `bottega shop origins`: those there are, or others in their place. */
export async function runShopOrigins(options: OriginsOptions, openHouse: OpenHouse): Promise<void> {
  const { shop, set } = options;
  const path = '/api/v1/shop/origins';
  const origins = set
    ?.split(',')
    .map((text) => text.trim())
    .filter(Boolean);
  const answer = await visit(options, openHouse, (client) =>
    client.ask<{ origins: string[] }>(shop, origins ? { method: 'PUT', path, body: { origins } } : { method: 'GET', path }),
  );
  printAnswer(options, answer, answer.origins.join('\n') || `No other site may ask the API of ${shop}.`);
}
