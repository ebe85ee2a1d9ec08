import type { Agent } from 'node:http';
import type { Question } from '../parts/load.ts';
import { send } from '../parts/send.ts';
import { type Contestant, PAGE, scattered } from './contestant.ts';
import { runPeer } from './install-peer.ts';

const VERSION = '3.7.3';

/** A list of what its search keeps in a table of its own: no variants. */
const LIGHT = `query($from: Int!) { search(input: { take: ${PAGE}, skip: $from, groupByProduct: true }) { totalItems items {
  productId productName slug description productAsset { preview } currencyCode inStock
  priceWithTax { ... on PriceRange { min max } ... on SinglePrice { value } } } } }`;
const LIST = `query($from: Int!) { products(options: { take: ${PAGE}, skip: $from }) { totalItems items {
  id name slug description variants { id sku name priceWithTax currencyCode stockLevel } } } }`;
const DETAIL = `query($slug: String!) { product(slug: $slug) { id name slug description featuredAsset { preview }
  optionGroups { name options { id name } }
  variants { id sku name priceWithTax currencyCode stockLevel options { id name } } } }`;

/** Vendure with its default plugins for search and jobs, and no worker beside it. */
export async function openVendure(products: number): Promise<Contestant> {
  const running = await runPeer({
    packages: { '@vendure/core': VERSION, pg: '8.23.1' },
    overrides: { '@graphql-tools/delegate': '12.2.1', '@graphql-tools/wrap': '11.1.16' },
    programs: 'vendure',
    environment: ({ user, ...where }) => ({ BENCH_DATABASE: JSON.stringify({ username: user, ...where }) }),
    seeding: [['seed.mjs', String(products)], ['index.mjs']],
  });
  const pages = products / PAGE - 1;
  const { port } = running.server;
  return {
    name: `Vendure ${VERSION}`,
    ...running,
    reads: {
      list: { questions: scattered(pages).map((page) => asked(LIST, { from: page * PAGE })), count: 128 },
      light: { questions: scattered(pages).map((page) => asked(LIGHT, { from: page * PAGE })), count: 1_200 },
      detail: { questions: scattered(products).map((at) => asked(DETAIL, { slug: `product-${at}` })), count: 1_000 },
    },
    buy: (agent, serial) => buy(agent, port, serial, ((serial * 7_919) % (3 * products)) + 1),
    orders: 64,
  };
}

const asked = (query: string, variables: object): Question => ({
  path: '/shop-api',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables }),
});

const REFUSED = '... on ErrorResult { errorCode message }';
const ADDRESS = '{ fullName: "Ada B", streetLine1: "Via 1", city: "Roma", postalCode: "00100", countryCode: "IT" }';

/** The seven requests of a guest; how long the last one took, in ms. The first answers with who is buying. */
async function buy(agent: Agent, port: number, serial: number, variantId: number): Promise<number> {
  const bearer: Record<string, string> = {};
  const ask = async (query: string) => {
    const { headers, json } = await send(agent, port, { method: 'POST', path: '/shop-api', headers: bearer, body: { query } });
    const token = headers['vendure-auth-token'];
    if (typeof token === 'string') bearer.authorization = `Bearer ${token}`;
    return readAnswer(json);
  };
  await ask(`mutation { addItemToOrder(productVariantId: "${variantId}", quantity: 2) { ... on Order { id totalWithTax } ${REFUSED} } }`);
  const customer = `{ firstName: "Ada", lastName: "B", emailAddress: "ada${serial}@example.com" }`;
  await ask(`mutation { setCustomerForOrder(input: ${customer}) { ... on Order { id } ${REFUSED} } }`);
  await ask(`mutation { setOrderShippingAddress(input: ${ADDRESS}) { ... on Order { id } ${REFUSED} } }`);
  const [method] = (await ask('{ eligibleShippingMethods { id priceWithTax } }')) as unknown as { id: string }[];
  await ask(`mutation { setOrderShippingMethod(shippingMethodId: ["${method?.id}"]) { ... on Order { id } ${REFUSED} } }`);
  await ask(`mutation { transitionOrderToState(state: "ArrangingPayment") { ... on Order { id state } ${REFUSED} } }`);
  const began = performance.now();
  const order = await ask(
    `mutation { addPaymentToOrder(input: { method: "dummy", metadata: {} }) { ... on Order { id code state totalWithTax } ${REFUSED} } }`,
  );
  if (order.state !== 'PaymentSettled') throw new Error(`Vendure's order is ${order.state}.`);
  return performance.now() - began;
}

/** What the one field of an answer holds. @throws Error for what was refused */
function readAnswer({ data, errors }: { data?: unknown; errors?: unknown }): Record<string, unknown> {
  const [answer] = Object.values((data ?? {}) as Record<string, Record<string, unknown>>);
  if (errors !== undefined || !answer || 'errorCode' in answer) throw new Error(`Vendure refused: ${JSON.stringify(errors ?? answer)}`);
  return answer;
}
