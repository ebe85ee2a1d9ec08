import { readFile } from 'node:fs/promises';
import type { Agent } from 'node:http';
import path from 'node:path';
import type { Question } from '../parts/load.ts';
import { send } from '../parts/send.ts';
import { type Contestant, PAGE, scattered } from './contestant.ts';
import { runPeer } from './install-peer.ts';

const VERSION = '2.21.2';
const CLI = 'node_modules/@medusajs/cli/cli.js';
const PRODUCT = 'fields=id,title,handle,description,thumbnail';
const OFFERS = 'variants.id,variants.sku,*variants.calculated_price,%2Bvariants.inventory_quantity';

/** Medusa with its own modules, in one process. */
export async function openMedusa(products: number): Promise<Contestant> {
  const running = await runPeer({
    packages: { '@medusajs/medusa': VERSION, '@medusajs/framework': VERSION, '@medusajs/cli': VERSION },
    programs: 'medusa',
    environment: ({ user, password, host, database }) => ({
      DATABASE_URL: `postgres://${user}:${password}@${encodeURIComponent(host)}/${database}`,
      MEDUSA_DISABLE_TELEMETRY: 'true',
      LOG_LEVEL: 'error',
    }),
    seeding: [
      [CLI, 'db:migrate'],
      [CLI, 'exec', './seed.mjs', String(products)],
    ],
  });
  const { key, region } = JSON.parse(await readFile(path.join(running.home, 'seed.json'), 'utf8')) as { key: string; region: string };
  const headers = { 'x-publishable-api-key': key };
  const asked = (query: string): Question => ({ path: `/store/products?region_id=${region}&country_code=it&${query}`, headers });
  const { port } = running.server;
  const variantIds = await readVariants(port, headers);
  return {
    name: `Medusa ${VERSION}`,
    ...running,
    reads: {
      list: {
        questions: scattered(products / PAGE - 1).map((page) => asked(`limit=${PAGE}&offset=${page * PAGE}&${PRODUCT},${OFFERS}`)),
        count: 128,
      },
      detail: {
        questions: scattered(products).map((at) =>
          asked(`handle=product-${at}&limit=1&${PRODUCT},*options,*options.values,*variants.options,${OFFERS}`),
        ),
        count: 128,
      },
    },
    buy: (agent, serial) => buy(agent, { port, headers, region }, serial, variantIds[(serial * 7_919) % variantIds.length] as string),
    orders: 32,
  };
}

async function readVariants(port: number, headers: Readonly<Record<string, string>>): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/store/products?limit=200&fields=id,variants.id`, {
    headers,
    signal: AbortSignal.timeout(60_000),
  });
  const { products } = (await answer.json()) as { products: { variants: { id: string }[] }[] };
  return products.flatMap(({ variants }) => variants.map(({ id }) => id));
}

type Shop = { readonly port: number; readonly headers: Readonly<Record<string, string>>; readonly region: string };

const ADDRESS = { first_name: 'Ada', last_name: 'B', address_1: 'Via 1', city: 'Roma', postal_code: '00100', country_code: 'it' };

/** The seven requests of a guest; how long the last one took, in ms. */
async function buy(agent: Agent, { port, headers, region }: Shop, serial: number, variantId: string): Promise<number> {
  const ask = async (method: string, where: string, body?: object) =>
    (await send(agent, port, { method, path: `/store${where}`, headers, body })).json;
  const { cart } = (await ask('POST', '/carts', {
    region_id: region,
    email: `ada${serial}@example.com`,
    shipping_address: ADDRESS,
  })) as { cart: { id: string } };
  await ask('POST', `/carts/${cart.id}/line-items`, { variant_id: variantId, quantity: 2 });
  const { shipping_options: options } = await ask('GET', `/shipping-options?cart_id=${cart.id}`);
  await ask('POST', `/carts/${cart.id}/shipping-methods`, { option_id: (options as { id: string }[])[0]?.id });
  const { payment_collection: payment } = (await ask('POST', '/payment-collections', { cart_id: cart.id })) as {
    payment_collection: { id: string };
  };
  await ask('POST', `/payment-collections/${payment.id}/payment-sessions`, { provider_id: 'pp_system_default' });
  const began = performance.now();
  const { type } = await ask('POST', `/carts/${cart.id}/complete`, {});
  if (type !== 'order') throw new Error(`Medusa made no order but a ${type}.`);
  return performance.now() - began;
}
