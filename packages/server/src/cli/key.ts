import type { KeyView, NewKeyView } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type AddKeyOptions = ShopOptions & { readonly name: string; readonly scopes: string; readonly days?: string };
export type RevokeKeyOptions = ShopOptions & { readonly id: string };

/** `bottega key add`: makes a key of a shop, and prints it this once. */
export async function runKeyAdd(options: AddKeyOptions, openHouse: OpenHouse): Promise<void> {
  const scopes = options.scopes.split(',').map((scope) => scope.trim());
  const body = { name: options.name, scopes, ...(options.days === undefined ? {} : { expiresInDays: Number(options.days) }) };
  const made = await askServer<NewKeyView>(options, openHouse, { method: 'POST', path: '/api/v1/keys', body });
  printAnswer(options, made, `${made.key}\nIt is shown this once. Send it as "Authorization: Bearer …".`);
}

/** `bottega key list`: the keys of a shop, without the keys themselves. */
export async function runKeyList(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await askServer<{ items: KeyView[] }>(options, openHouse, { method: 'GET', path: '/api/v1/keys' });
  printAnswer(options, items, items.map(describe).join('\n') || 'There are no keys yet.');
}

/** `bottega key revoke`: a key, and those it has made, count no more. */
export async function runKeyRevoke(options: RevokeKeyOptions, openHouse: OpenHouse): Promise<void> {
  await askServer(options, openHouse, { method: 'DELETE', path: `/api/v1/keys/${encodeURIComponent(options.id)}` });
  printAnswer(options, { revoked: options.id }, 'It counts no more, nor does any key that it has made.');
}

function describe({ id, prefix, name, scopes, revokedAt, expiresAt, usedAt }: KeyView): string {
  const state = revokedAt ? 'revoked' : `${expiresAt ? `until ${expiresAt.slice(0, 10)}` : 'no end'}, ${usedAt ? 'used' : 'never used'}`;
  return `${id}  ${prefix}…  ${name}  (${state})  ${scopes.join(',')}`;
}
