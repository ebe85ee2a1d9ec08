import pg from 'pg';
import { startEmbeddedPostgres } from '../../../packages/server/src/platform/database/embedded-postgres.ts';
import { findHoles, listWalledTables } from '../../../packages/server/src/testing/find-holes.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Experiment } from '../experiment.ts';

const HARMS: readonly ((table: string, column: string) => string)[] = [
  (table) => `drop policy shop_wall on ${table}`,
  (table) => `alter table ${table} disable row level security`,
  (table) => `alter table ${table} no force row level security`,
  (table) => `alter policy shop_wall on ${table} using (true)`,
  (table) => `alter policy shop_wall on ${table} with check (true)`,
  (table) => `create policy open on ${table} for select using (true)`,
  (table, column) => `alter table ${table} rename ${column} to tenant`,
  (table) => `alter table ${table} owner to bottega_app`,
];

/** TRUST.md A4, 7: every wall is there, and whichever is harmed, it is seen. The tests do the same. */
export const experiment: Experiment = {
  title: 'every table’s wall is looked at, then harmed in each way: the sweep of the catalogue must see it',
  async run({ say }) {
    const world = await openTestWorld();
    const admin = new pg.Client((await startEmbeddedPostgres(world.folder, true)).admin);
    await admin.connect();
    try {
      const tables = await listWalledTables(admin);
      const holes = await findHoles(admin);
      for (const hole of holes) say(hole);
      let unseen = 0;
      for (const { name, shopColumn } of tables) {
        for (const harm of HARMS) {
          await admin.query('begin');
          await admin.query(harm(name, shopColumn));
          const seen = (await findHoles(admin)).some((hole) => hole.startsWith(`${name} `));
          await admin.query('rollback');
          if (!seen) say(`unseen: ${harm(name, shopColumn)}`);
          if (!seen) unseen++;
        }
      }
      const against = `${tables.length} tables, ${HARMS.length} harms each`;
      return [
        { name: 'holes in the walls', value: holes.length, unit: 'holes', against, goal: '0', holds: holes.length === 0 },
        { name: 'harm that nobody saw', value: unseen, unit: 'harms', against, goal: '0', holds: unseen === 0 },
      ];
    } finally {
      await admin.end();
      await world.close();
    }
  },
};
