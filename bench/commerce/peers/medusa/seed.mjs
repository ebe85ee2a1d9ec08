// `medusa exec seed.mjs PRODUCTS`: products of three variants, one region with a tax of 20 %, one way of sending, the payment that always
// succeeds. What a buyer has to know is written to `seed.json`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ContainerRegistrationKeys, Modules, ProductStatus } from '@medusajs/framework/utils';
import flows from '@medusajs/medusa/core-flows';

const SIZES = ['S', 'M', 'L'];
const DESCRIPTION = 'A sturdy thing, made by hand in small numbers, and each a little different from the one before.';
const [AT_ONCE, LEVELS_AT_ONCE] = [50, 500];

export default async function seed({ container, args }) {
  const run = async (flow, input) => (await flows[flow](container).run({ input })).result;
  const [channel] = await run('createSalesChannelsWorkflow', { salesChannelsData: [{ name: 'Bench' }] });
  const europe = {
    name: 'Europe',
    currency_code: 'eur',
    countries: ['it'],
    payment_providers: ['pp_system_default'],
    is_tax_inclusive: false,
  };
  const [region] = await run('createRegionsWorkflow', { regions: [europe] });
  const rate = { rate: 20, name: 'Standard', code: 'standard' };
  await run('createTaxRegionsWorkflow', [{ country_code: 'it', provider_id: 'tp_system', default_tax_rate: rate }]);
  const address = { city: 'Roma', country_code: 'IT', address_1: 'Via Bench 1' };
  const [location] = await run('createStockLocationsWorkflow', { locations: [{ name: 'Workshop', address }] });
  await run('linkSalesChannelsToStockLocationWorkflow', { id: location.id, add: [channel.id] });
  const profile = await openShipping(container, run, { location, region });
  const [key] = await run('createApiKeysWorkflow', { api_keys: [{ title: 'bench', type: 'publishable', created_by: '' }] });
  await run('linkSalesChannelsToApiKeyWorkflow', { id: key.id, add: [channel.id] });
  const numbers = Array.from({ length: Number(args[0]) }, (_, at) => at);
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const products = numbers.slice(at, at + AT_ONCE).map((number) => productOf(number, { profile, channel }));
    await run('createProductsWorkflow', { products });
  }
  await fillStock(container, run, location);
  writeFileSync(path.join(import.meta.dirname, 'seed.json'), JSON.stringify({ key: key.token, region: region.id }));
}

async function openShipping(container, run, { location, region }) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const fulfilment = container.resolve(Modules.FULFILLMENT);
  const at = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' } });
  const [known] = await fulfilment.listShippingProfiles({ type: 'default' });
  const [profile] = known ? [known] : await run('createShippingProfilesWorkflow', { data: [{ name: 'Default', type: 'default' }] });
  const zones = [{ name: 'Europe', geo_zones: [{ country_code: 'it', type: 'country' }] }];
  const set = await fulfilment.createFulfillmentSets({ name: 'Europe', type: 'shipping', service_zones: zones });
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  const option = {
    name: 'Standard',
    price_type: 'flat',
    provider_id: 'manual_manual',
    service_zone_id: set.service_zones[0].id,
    shipping_profile_id: profile.id,
    type: { label: 'Standard', description: 'Standard', code: 'standard' },
    prices: [
      { currency_code: 'eur', amount: 5 },
      { region_id: region.id, amount: 5 },
    ],
    rules: [
      { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
      { attribute: 'is_return', value: 'false', operator: 'eq' },
    ],
  };
  await run('createShippingOptionsWorkflow', [option]);
  return profile;
}

const productOf = (number, { profile, channel }) => ({
  title: `Product ${number}`,
  handle: `product-${number}`,
  description: DESCRIPTION,
  status: ProductStatus.PUBLISHED,
  shipping_profile_id: profile.id,
  options: [{ title: 'size', values: SIZES }],
  variants: SIZES.map((size) => ({
    title: size,
    sku: `SKU-${number}-${size}`,
    options: { size },
    manage_inventory: true,
    prices: [{ amount: 10 + (number % 90), currency_code: 'eur' }],
  })),
  sales_channels: [{ id: channel.id }],
});

async function fillStock(container, run, location) {
  const { data: items } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({ entity: 'inventory_item', fields: ['id'] });
  for (let at = 0; at < items.length; at += LEVELS_AT_ONCE) {
    const some = items.slice(at, at + LEVELS_AT_ONCE);
    const levels = some.map(({ id }) => ({ location_id: location.id, stocked_quantity: 1_000_000, inventory_item_id: id }));
    await run('createInventoryLevelsWorkflow', { inventory_levels: levels });
  }
}
