/**
 * Every column that holds what was sealed. A rotation of the keys walks through this table; what is not in it cannot be sealed at all.
 * The id of a place is the values of `id`, joined by "/".
 */
export const SEALED_COLUMNS = [
  { table: 'shop_plugin_secret', column: 'sealed', id: ['plugin', 'setting'] },
  { table: 'idempotency_key', column: 'answer', id: ['id'] },
  { table: 'webhook_secret', column: 'sealed', id: ['id'] },
] as const satisfies readonly {
  readonly table: string;
  readonly column: string;
  readonly id: readonly [string, ...string[]];
}[];

export type SealedColumn = (typeof SEALED_COLUMNS)[number];

/** Where a sealed text stands. It opens nowhere else. */
export type SealedPlace = {
  [C in SealedColumn as C['table']]: { readonly table: C['table']; readonly column: C['column']; readonly id: string };
}[SealedColumn['table']];
