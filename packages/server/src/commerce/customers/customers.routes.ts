import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { idParams, json, jsonBody, pageOf, problems, type RoomEnv } from '#platform';
import { createCustomer, updateCustomer } from './change-customer.ts';
import {
  changeCustomerSchema,
  customerSchema,
  customerSummarySchema,
  groupSchema,
  groupsOfCustomerSchema,
  listCustomersSchema,
  newCustomerSchema,
  newGroupSchema,
} from './customer.ts';
import { eraseCustomer } from './erase-customer.ts';
import { exportCustomer } from './export-customer.ts';
import { getCustomer } from './get-customer.ts';
import { createCustomerGroup, deleteCustomerGroup, listCustomerGroups, renameCustomerGroup, setCustomerGroups } from './groups.ts';
import { listCustomers } from './list-customers.ts';

const tags = ['Customers'];
const none = { description: 'Done.' };
const customer = json(customerSchema, 'The customer.');
const group = json(groupSchema, 'The group.');
const mayRead = 'Permission: `customers.read`.';
const mayWrite = 'Permission: `customers.write`.';

const list = createRoute({
  method: 'get',
  path: '/api/v1/customers',
  tags,
  summary: 'List customers',
  description: `Newest first, found by a part of name or mail. ${mayRead}`,
  request: { query: listCustomersSchema },
  responses: { 200: json(pageOf(customerSummarySchema), 'One page of customers.'), ...problems(401, 403, 422) },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/customers',
  tags,
  summary: 'Write a customer down',
  description: `They come in by a code, as everybody. ${mayWrite}`,
  request: { body: jsonBody(newCustomerSchema) },
  responses: { 201: customer, ...problems(401, 403, 409, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/customers/{id}',
  tags,
  summary: 'Get a customer',
  description: `With their addresses, groups, latest orders and what they have paid. That it was read is written into the audit. ${mayRead}`,
  request: { params: idParams },
  responses: { 200: customer, ...problems(401, 403, 404) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/customers/{id}',
  tags,
  summary: 'Change a customer',
  description: `The mail is changed by themselves. ${mayWrite}`,
  request: { params: idParams, body: jsonBody(changeCustomerSchema) },
  responses: { 200: customer, ...problems(401, 403, 404, 422) },
});

const setGroups = createRoute({
  method: 'put',
  path: '/api/v1/customers/{id}/groups',
  tags,
  summary: 'Say which groups a customer is in',
  description: `And in no others. ${mayWrite}`,
  request: { params: idParams, body: jsonBody(groupsOfCustomerSchema) },
  responses: { 200: customer, ...problems(401, 403, 404, 422) },
});

const takeOut = createRoute({
  method: 'post',
  path: '/api/v1/customers/{id}/export',
  tags,
  summary: 'Take the data of a customer out',
  description: `All that the shop keeps of them, by kind: for somebody who asks for it. ${mayWrite}`,
  request: { params: idParams },
  responses: { 200: json(z.record(z.string(), z.unknown()), 'The data.'), ...problems(401, 403, 404) },
});

const erase = createRoute({
  method: 'post',
  path: '/api/v1/customers/{id}/erase',
  tags,
  summary: 'Erase a customer',
  description: `At once, and for good. Orders keep their sums and lines, without name, address and mail. ${mayWrite}`,
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404, 409) },
});

const listGroups = createRoute({
  method: 'get',
  path: '/api/v1/customer-groups',
  tags,
  summary: 'List groups of customers',
  description: `By name. ${mayRead}`,
  responses: { 200: json(z.object({ items: z.array(groupSchema) }), 'The groups.'), ...problems(401, 403) },
});

const createGroup = createRoute({
  method: 'post',
  path: '/api/v1/customer-groups',
  tags,
  summary: 'Make a group of customers',
  description: `Prices can be made for it. ${mayWrite}`,
  request: { body: jsonBody(newGroupSchema) },
  responses: { 201: group, ...problems(401, 403, 409, 422) },
});

const renameGroup = createRoute({
  method: 'patch',
  path: '/api/v1/customer-groups/{id}',
  tags,
  summary: 'Rename a group of customers',
  description: mayWrite,
  request: { params: idParams, body: jsonBody(newGroupSchema) },
  responses: { 200: group, ...problems(401, 403, 404, 409, 422) },
});

const deleteGroup = createRoute({
  method: 'delete',
  path: '/api/v1/customer-groups/{id}',
  tags,
  summary: 'Take a group of customers away',
  description: `Its customers stay; the prices that were made for it go. ${mayWrite}`,
  request: { params: idParams },
  responses: { 204: none, ...problems(401, 403, 404) },
});

/** Customers as the staff sees them. */
export function addCustomerRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listCustomers(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(create, async (c) => c.json(await createCustomer(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(get, async (c) => c.json(await getCustomer(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(change, async (c) => c.json(await updateCustomer(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200));
  app.openapi(setGroups, async (c) => c.json(await setCustomerGroups(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200));
  app.openapi(takeOut, async (c) => c.json(await exportCustomer(c.var.ctx, c.req.valid('param')), 200, { 'cache-control': 'no-store' }));
  app.openapi(erase, async (c) => {
    await eraseCustomer({ ...c.var.installation, ...c.var.ctx }, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(listGroups, async (c) => c.json({ items: await listCustomerGroups(c.var.ctx) }, 200));
  app.openapi(createGroup, async (c) => c.json(await createCustomerGroup(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(renameGroup, async (c) =>
    c.json(await renameCustomerGroup(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(deleteGroup, async (c) => {
    await deleteCustomerGroup(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
}
