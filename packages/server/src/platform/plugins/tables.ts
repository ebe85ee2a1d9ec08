import type { ColumnType } from 'kysely';
import type { Instant } from '../database/tables.ts';

type ShopPluginTable = {
  shop_id: string;
  plugin: string;
  /** Null: the shop has not decided, and the roll-out counts. */
  enabled: boolean | null;
  settings: ColumnType<Readonly<Record<string, unknown>>, string | undefined, string>;
  /** What the plugin's latest failed call said, and when. */
  failure: string | null;
  failed_at: Instant | null;
  updated_at: Instant;
};

type ShopPluginSecretTable = { shop_id: string; plugin: string; setting: string; sealed: string };

type PluginRolloutTable = { plugin: string; percent: number; updated_at: Instant };

declare module '../database/tables.ts' {
  interface Tables {
    shop_plugin: ShopPluginTable;
    shop_plugin_secret: ShopPluginSecretTable;
    plugin_rollout: PluginRolloutTable;
  }
}
