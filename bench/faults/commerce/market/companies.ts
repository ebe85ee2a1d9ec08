import type { PaymentEvent, PaymentProvider, Plugin } from '@bottega/contracts';
import { OWNER } from '../../../../packages/server/src/commerce/testing/market.ts';
import { changePlugin, type Ctx, createCtx, type Ground, openPlugins } from '../../../../packages/server/src/platform/index.ts';
import { bundledPlugins } from '../../../../packages/server/src/plugins.ts';
import { makeAuthority } from '../../../../plugins/paypal/sandbox/certificate.ts';
import type { Endpoint } from './forgeries.ts';

/** The companies whose simulators tell the shop what has happened. */
export const COMPANIES = ['stripe', 'paypal'] as const;
export type Company = (typeof COMPANIES)[number];

/** How a process of the market takes the companies' word: as the program does, or, for the control, without looking who signed it. */
export type Trust = 'checks' | 'believes everything';

/** The ground of a process that takes payments by the companies' simulators. */
export async function withCompanies(ground: Ground, trust: Trust): Promise<Ground> {
  const bundled = await bundledPlugins();
  const plugins =
    trust === 'checks' ? bundled : bundled.map(({ load, ...rest }) => ({ ...rest, load: async () => believing(await load()) }));
  return { ...ground, plugins: openPlugins(ground.config, ground.log, plugins) };
}

/** The module of a plugin with its check of signatures planted out. */
function believing(module: unknown): { plugin: Plugin } {
  const { plugin } = module as { plugin: Plugin };
  const providers: Plugin['providers'] = async (host) =>
    ((await plugin.providers(host)) as readonly PaymentProvider[]).map((provider) => ({
      ...provider,
      readEvent: async ({ body }) => read(body),
    }));
  return { plugin: { ...plugin, providers } };
}

function read(body: Uint8Array): PaymentEvent {
  const { id, type, event_type } = JSON.parse(Buffer.from(body).toString()) as Record<string, string>;
  return { id: String(id), type: String(type ?? event_type), reference: null, key: null, live: false };
}

/** As each request would find the shop. */
export const comeIn = (ground: Ground, { shop }: Ctx): Ctx =>
  createCtx(ground, { shop, actor: OWNER, signal: new AbortController().signal });

/** Has a shop take payments by the simulators, each of which signs for an endpoint of this shop's own. */
export async function takeByCompanies(ground: Ground, owner: Ctx, name: string): Promise<Endpoint> {
  const [secret, webhookId, authority] = [`whsec_${name}`, `WH${name.toUpperCase()}`, makeAuthority(new Date())];
  const settings = { stripe: { webhookSecret: secret }, paypal: { webhookId } };
  for (const id of COMPANIES)
    await changePlugin(comeIn(ground, owner), { id, enabled: true, settings: { environment: 'simulator', ...settings[id] } });
  // PayPal's simulator would make one like it when it first signs.
  await owner.db
    .insertInto('simulator_record')
    .values({ shop_id: owner.shop.id, plugin: 'paypal', name: 'authority', value: JSON.stringify(authority) })
    .execute();
  return { secret, webhookId, key: authority.signer.privateKey, certificate: authority.id };
}
