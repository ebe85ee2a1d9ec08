import type { ColumnType, Generated } from 'kysely';
import type { Instant, Json } from '../database/tables.ts';

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

type SimulatorRecordTable = { shop_id: string; plugin: string; name: string; value: Json<unknown>; changed_at: Instant };

type SimulatorEventTable = {
  shop_id: string;
  id: string;
  plugin: string;
  headers: Json<Readonly<Record<string, string>>>;
  body: string;
  tries: Generated<number>;
  due_at: Instant;
  delivered_at: Instant | null;
};

declare module '../database/tables.ts' {
  interface Tables {
    shop_plugin: ShopPluginTable;
    shop_plugin_secret: ShopPluginSecretTable;
    plugin_rollout: PluginRolloutTable;
    simulator_record: SimulatorRecordTable;
    simulator_event: SimulatorEventTable;
  }
}
