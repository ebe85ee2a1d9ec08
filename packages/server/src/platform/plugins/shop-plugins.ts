import type { PluginSettings } from '@bottega/contracts';
import type { Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { guardProvider } from './guard-provider.ts';
import type { AnyProvider } from './load-plugin.ts';
import type { GoodPlugin } from './open-plugins.ts';
import { mergeSettings, type SettingSource } from './plugin-settings.ts';
import { isInRollout } from './rollout.ts';
import { fetchFromSimulator, openSimulator } from './simulators.ts';
import { secretsIn } from './strike-secrets.ts';
import './tables.ts';

/** What a plugin is to one shop. It is on when it is enabled, has all that it needs, and nothing is wrong with it. */
export type ShopPlugin = {
  readonly plugin: GoodPlugin;
  /** What the shop has decided; null where the roll-out counts. */
  readonly decided: boolean | null;
  readonly enabled: boolean;
  /** The values of the shop itself. */
  readonly own: PluginSettings;
  readonly values: PluginSettings;
  readonly sources: Readonly<Record<string, SettingSource>>;
  /** Required settings that nobody gave. */
  readonly missing: readonly string[];
  readonly problem: string | null;
  readonly failure: { readonly said: string; readonly at: string } | null;
};

/** What it takes to know the plugins of a shop. */
export type PluginShop = Pick<Ctx, 'shop' | 'shopUrl' | 'actor' | 'db' | 'secrets' | 'plugins' | 'clock' | 'log' | 'requestId'>;

export const secretPlace = (plugin: string, setting: string) =>
  ({ table: 'shop_plugin_secret', column: 'sealed', id: `${plugin}/${setting}` }) as const;

export const isOn = ({ enabled, missing, problem }: ShopPlugin): boolean => enabled && missing.length === 0 && problem === null;

/** Every plugin whose manifest is right, as this shop has it. */
export async function readShopPlugins(shop: PluginShop): Promise<readonly ShopPlugin[]> {
  const good = shop.plugins.list().filter((plugin): plugin is GoodPlugin => 'manifest' in plugin);
  if (good.length === 0) return [];
  const of = <T extends { plugin: string }>(rows: readonly T[], id: string) => rows.filter(({ plugin }) => plugin === id);
  const [rows, sealed, shares] = await Promise.all([
    shop.db.selectFrom('shop_plugin').selectAll().where('shop_id', '=', shop.shop.id).execute(),
    shop.db.selectFrom('shop_plugin_secret').selectAll().where('shop_id', '=', shop.shop.id).execute(),
    shop.db.selectFrom('plugin_rollout').select(['plugin', 'percent']).execute(),
  ]);
  return good.map((plugin): ShopPlugin => {
    const { manifest } = plugin;
    const [row] = of(rows, manifest.id);
    const percent = of(shares, manifest.id)[0]?.percent ?? 0;
    const { secrets, problem } = openSecretsOf(shop, manifest.id, of(sealed, manifest.id));
    const known = Object.keys(manifest.settings.properties);
    const kept = Object.entries({ ...row?.settings, ...secrets }).filter(([name]) => known.includes(name)); // an older version had others
    const own = Object.fromEntries(kept) as PluginSettings;
    const decided = row?.enabled ?? null;
    const failure = row?.failure && row.failed_at ? { said: row.failure, at: row.failed_at } : null;
    return {
      ...{ plugin, decided, own, problem, failure },
      enabled: decided ?? isInRollout(manifest.id, shop.shop.id, percent),
      ...mergeSettings(manifest, own, shop.plugins.settingsOf(manifest)),
    };
  });
}

/** A secret that cannot be opened turns off its plugin and nothing else. */
function openSecretsOf(
  { secrets }: PluginShop,
  plugin: string,
  sealed: readonly { readonly setting: string; readonly sealed: string }[],
): { secrets: PluginSettings; problem: string | null } {
  try {
    return {
      secrets: Object.fromEntries(sealed.map((row) => [row.setting, secrets.open(secretPlace(plugin, row.setting), row.sealed)])),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof BottegaError)) throw error;
    return { secrets: {}, problem: 'One of its secrets cannot be read. Enter it again.' };
  }
}

/** The providers of the plugins that are on in this shop, each behind its guard. One that does not come up is told of and left out. */
export async function shopProviders(shop: PluginShop): Promise<readonly AnyProvider[]> {
  const on = (await readShopPlugins(shop)).filter(isOn);
  const brought = await Promise.all(on.map((plugin) => providersOf(shop, plugin)));
  return brought.flat();
}

async function providersOf(shop: PluginShop, found: ShopPlugin): Promise<readonly AnyProvider[]> {
  const { plugin, values } = found;
  const { id } = plugin.manifest;
  const report = (error: Error) =>
    void keepFailure(shop, id, error).catch((reason: unknown) => shop.log.warn({ err: reason }, 'a failure could not be kept'));
  const secrets = secretsIn(plugin.manifest, values);
  try {
    const { providers } = await shop.plugins.load(plugin);
    const simulator = await openSimulator(shop, found);
    const road = simulator ? { fetch: fetchFromSimulator(simulator) } : {};
    return providers.map((provider) => guardProvider(provider, { plugin: id, settings: values, secrets, report, ...road }));
  } catch (error) {
    shop.log.warn({ err: error, plugin: id }, 'a plugin did not come up');
    report(error as Error);
    return [];
  }
}

const LONGEST_FAILURE = 500;

async function keepFailure({ db, shop, log }: PluginShop, plugin: string, error: Error): Promise<void> {
  log.warn({ err: error, plugin }, 'a plugin failed');
  const told = { failure: error.message.slice(0, LONGEST_FAILURE), failed_at: Temporal.Now.instant().toString() };
  await db
    .insertInto('shop_plugin')
    .values({ shop_id: shop.id, plugin, enabled: null, ...told })
    .onConflict((conflict) => conflict.columns(['shop_id', 'plugin']).doUpdateSet(told))
    .execute();
}
