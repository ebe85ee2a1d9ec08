// `node seed.mjs PRODUCTS`: products of three variants, one zone with a tax of 20 %, one way of sending, one payment that always succeeds.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bootstrap } from '@vendure/core';
import { populate } from '@vendure/core/cli/index.js';
import { configOf } from './config.mjs';

const PRODUCTS = Number(process.argv[2]);
const SIZES = ['S', 'M', 'L'];
const DESCRIPTION = 'A sturdy thing, made by hand in small numbers, and each a little different from the one before.';

const shop = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Standard', price: 500, taxRate: 0 }],
  paymentMethods: [{ name: 'Dummy', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
  countries: [{ name: 'Italy', code: 'IT', zone: 'Europe' }],
  collections: [],
};

const COLUMNS =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
const rows = Array.from({ length: PRODUCTS }, (_, at) =>
  SIZES.map((size, place) => {
    const product = place === 0 ? `Product ${at},product-${at},"${DESCRIPTION}",,category:things,size` : ',,,,,';
    return `${product},${size},SKU-${at}-${size},${10 + (at % 90)}.00,standard,1000000,true,,`;
  }),
);
const file = path.join(import.meta.dirname, 'products.csv');
writeFileSync(file, `${[COLUMNS, ...rows.flat()].join('\n')}\n`);

// Without the search: every variant would queue a job of its own, and the whole is indexed afterwards, by `index.mjs`.
const app = await populate(() => bootstrap(configOf({ isNew: true, withSearch: false })), shop, file);
await app.close();
process.exit(0); // its jobs keep timers
