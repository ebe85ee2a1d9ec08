import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatMoney } from '@bottega/contracts';
import type { CustomerGroupView, CustomerSummary, CustomerView } from '#commerce';
import type { Page } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { askServer, type ShopOptions } from './visit.ts';

export type ListCustomersOptions = ShopOptions & { readonly search?: string; readonly group?: string; readonly limit: string };
export type CustomerOptions = ShopOptions & { readonly id: string };
export type AddCustomerOptions = ShopOptions & {
  readonly email: string;
  readonly name?: string;
  readonly language?: string;
  readonly note?: string;
};
export type ExportCustomerOptions = CustomerOptions & { readonly to?: string };
export type CustomerGroupsOptions = CustomerOptions & { readonly groups: string };
export type GroupOptions = ShopOptions & { readonly id: string; readonly name: string };

const at = (id: string, rest = ''): string => `/api/v1/customers/${encodeURIComponent(id)}${rest}`;

/** `bottega customers list`. */
export async function runCustomersList(options: ListCustomersOptions, openHouse: OpenHouse): Promise<void> {
  const { search, group, limit } = options;
  const query = new URLSearchParams({ limit, ...(search ? { search } : {}), ...(group ? { groupId: group } : {}) });
  const { items } = await askServer<Page<CustomerSummary>>(options, openHouse, { method: 'GET', path: `/api/v1/customers?${query}` });
  printAnswer(options, items, items.map(describe).join('\n') || 'There is no such customer.');
}

/** `bottega customers show`. */
export async function runCustomersShow(options: CustomerOptions, openHouse: OpenHouse): Promise<void> {
  const customer = await askServer<CustomerView>(options, openHouse, { method: 'GET', path: at(options.id) });
  const { groups, addresses, lastOrders, note } = customer;
  const lines = [
    describe(customer),
    ...(groups.length > 0 ? [`groups: ${groups.map(({ name }) => name).join(', ')}`] : []),
    ...addresses.map(
      ({ address }) => `address: ${[address.name, address.line1, address.postalCode, address.city, address.country].join(', ')}`,
    ),
    ...lastOrders.map(
      ({ code, state, total, placedAt }) => `order ${code}  ${state}  ${formatMoney(total, 'en')}  ${placedAt.slice(0, 10)}`,
    ),
    ...(note === '' ? [] : [`note: ${note}`]),
  ];
  printAnswer(options, customer, lines.join('\n'));
}

/** `bottega customers add`. */
export async function runCustomersAdd(options: AddCustomerOptions, openHouse: OpenHouse): Promise<void> {
  const { email, name, language, note } = options;
  const body = { email, ...(name && { name }), ...(language && { language }), ...(note && { note }) };
  const made = await askServer<CustomerView>(options, openHouse, { method: 'POST', path: '/api/v1/customers', body });
  printAnswer(options, made, `${describe(made)}\nThey come in by a code that the shop mails to them.`);
}

/** `bottega customers export`: all that the shop keeps of somebody, as JSON. */
export async function runCustomersExport(options: ExportCustomerOptions, openHouse: OpenHouse): Promise<void> {
  const data = await askServer<Record<string, unknown>>(options, openHouse, { method: 'POST', path: at(options.id, '/export') });
  const text = JSON.stringify(data, null, 2);
  if (options.to === undefined) return printAnswer(options, data, text);
  const target = path.resolve(options.to);
  await writeFile(target, `${text}\n`, { mode: 0o600 });
  printAnswer(options, { path: target }, target);
}

/** `bottega customers erase`. */
export async function runCustomersErase(options: CustomerOptions, openHouse: OpenHouse): Promise<void> {
  await askServer<void>(options, openHouse, { method: 'POST', path: at(options.id, '/erase') });
  printAnswer(options, { id: options.id, erased: true }, 'They are erased. Their orders keep sums and lines.');
}

/** `bottega customers set-groups`: these and no others. */
export async function runCustomersSetGroups(options: CustomerGroupsOptions, openHouse: OpenHouse): Promise<void> {
  const groupIds = options.groups.split(',').flatMap((id) => id.trim() || []);
  const changed = await askServer<CustomerView>(options, openHouse, { method: 'PUT', path: at(options.id, '/groups'), body: { groupIds } });
  printAnswer(options, changed, changed.groups.map(({ name }) => name).join(', ') || 'They are in no group.');
}

/** `bottega customers groups`. */
export async function runGroupsList(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { items } = await askServer<{ items: CustomerGroupView[] }>(options, openHouse, { method: 'GET', path: '/api/v1/customer-groups' });
  printAnswer(options, items, items.map(({ id, name, count }) => `${id}  ${name}  (${count})`).join('\n') || 'There are no groups yet.');
}

/** `bottega customers add-group`. */
export async function runGroupsAdd(options: Omit<GroupOptions, 'id'>, openHouse: OpenHouse): Promise<void> {
  const body = { name: options.name };
  const made = await askServer<CustomerGroupView>(options, openHouse, { method: 'POST', path: '/api/v1/customer-groups', body });
  printAnswer(options, made, `${made.id}  ${made.name}`);
}

/** `bottega customers delete-group`. */
export async function runGroupsDelete(options: CustomerOptions, openHouse: OpenHouse): Promise<void> {
  await askServer<void>(options, openHouse, { method: 'DELETE', path: `/api/v1/customer-groups/${encodeURIComponent(options.id)}` });
  printAnswer(options, { id: options.id, deleted: true }, 'It is gone; its customers stay.');
}

function describe({ id, email, name, orders, value, verified }: CustomerSummary): string {
  const paid = value.map((money) => formatMoney(money, 'en')).join(' + ') || 'nothing yet';
  return `${id}  ${email}${name ? `  ${name}` : ''}  (${orders} orders, ${paid}${verified ? '' : ', not verified'})`;
}
