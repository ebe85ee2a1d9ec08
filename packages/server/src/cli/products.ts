import { readFile } from 'node:fs/promises';
import { amountToDecimal, type Money } from '@bottega/contracts';
import type { CategoryView, ProductDetail, ProductSummary } from '#commerce';
import { BottegaError, type Page } from '#platform';
import type { OpenHouse } from './house.ts';
import { printAnswer } from './terminal.ts';
import { openSettings } from './settings.ts';
import { askServer, type ShopOptions, withServer } from './visit.ts';

export type ListProductsOptions = ShopOptions & {
  readonly search?: string;
  readonly category?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly limit?: string;
};
export type ProductOptions = ShopOptions & { readonly id: string };
export type SetOptionsOptions = ProductOptions & { readonly set?: readonly string[]; readonly none?: boolean; readonly fill?: boolean };
export type ChangeVariantsOptions = ProductOptions & { readonly from?: string };
export type AddCategoryOptions = ShopOptions & { readonly name: string; readonly parent?: string };
export type MoveCategoryOptions = ShopOptions & { readonly slug: string; readonly parent?: string; readonly position?: string };
export type CategoryOptions = ShopOptions & { readonly slug: string };

const at = (id: string, more = ''): string => `/api/v1/products/${encodeURIComponent(id)}${more}`;
const priced = (money: Money): string => `${amountToDecimal(money)} ${money.currency}`;

/** `bottega products list`: newest first, or found by words. */
export async function runProductsList(options: ListProductsOptions, openHouse: OpenHouse): Promise<void> {
  const { search, category, status, sort, limit } = options;
  const wanted = Object.entries({ q: search, category, status, sort, limit }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const page = await askServer<Page<ProductSummary>>(options, openHouse, {
    method: 'GET',
    path: `/api/v1/products?${new URLSearchParams(wanted)}`,
  });
  const lines = page.items.map(
    ({ id, status, price, stock, title, variants }) =>
      `${id}  ${status.padEnd(8)}  ${priced(price).padStart(12)}  ${String(stock).padStart(6)}  ${title}${variants.length > 1 ? `, ${variants.length} variants` : ''}`,
  );
  printAnswer(options, page.items, lines.join('\n') || 'There are no such products.');
}

/** `bottega products show`. */
export async function runProductsShow(options: ProductOptions, openHouse: OpenHouse): Promise<void> {
  const product = await askServer<ProductDetail>(options, openHouse, { method: 'GET', path: at(options.id) });
  printAnswer(options, product, describeProduct(product));
}

/** `bottega products add-pictures`: behind those that it has. */
export async function runProductsAddPictures(photos: readonly string[], options: ProductOptions, openHouse: OpenHouse): Promise<void> {
  const product = await withServer({ ...openSettings(options), openHouse }, (client) =>
    client.sendPhotos<ProductDetail>(options.shop, { path: at(options.id, '/pictures'), photos }),
  );
  printAnswer(options, product, describeProduct(product));
}

/** `bottega products options`: says them, or sets them from `--set Size=S,M,L`. */
export async function runProductsOptions(options: SetOptionsOptions, openHouse: OpenHouse): Promise<void> {
  if (options.set === undefined && !options.none) return runProductsShow(options, openHouse);
  const body = { options: options.none ? [] : (options.set ?? []).map(readOption), fill: options.fill === true };
  const product = await askServer<ProductDetail>(options, openHouse, { method: 'PUT', path: at(options.id, '/options'), body });
  printAnswer(options, product, describeProduct(product));
}

/** `bottega products variants`: says them, or changes those of a JSON file: `[{"id": …, "price": {…}}]`. */
export async function runProductsVariants(options: ChangeVariantsOptions, openHouse: OpenHouse): Promise<void> {
  if (options.from === undefined) return runProductsShow(options, openHouse);
  const body = { variants: await readJson(options.from) };
  const product = await askServer<ProductDetail>(options, openHouse, { method: 'PATCH', path: at(options.id, '/variants'), body });
  printAnswer(options, product, describeProduct(product));
}

/** `bottega products delete`: a draft that was never sold. */
export async function runProductsDelete(options: ProductOptions, openHouse: OpenHouse): Promise<void> {
  await askServer(options, openHouse, { method: 'DELETE', path: at(options.id) });
  printAnswer(options, { deleted: options.id }, 'It is gone.');
}

/** `bottega products categories`: the tree, indented. */
export async function runCategoriesList(options: ShopOptions, openHouse: OpenHouse): Promise<void> {
  const { categories } = await askServer<{ categories: CategoryView[] }>(options, openHouse, { method: 'GET', path: '/api/v1/categories' });
  const lines = categories.map(
    ({ slug, name, depth, onSale }) =>
      `${'  '.repeat(depth)}${slug}${name && name !== slug ? `  ${name}` : ''}${onSale ? '' : '  nothing on sale'}`,
  );
  printAnswer(options, categories, lines.join('\n') || 'There are no categories yet.');
}

/** `bottega products add-category`. */
export async function runCategoriesAdd(options: AddCategoryOptions, openHouse: OpenHouse): Promise<void> {
  const { name, parent } = options;
  const body = { name, ...(parent === undefined ? {} : { parent }) };
  const made = await askServer<CategoryView>(options, openHouse, { method: 'POST', path: '/api/v1/categories', body });
  printAnswer(options, made, made.slug);
}

/** `bottega products move-category`. */
export async function runCategoriesMove(options: MoveCategoryOptions, openHouse: OpenHouse): Promise<void> {
  const { slug, parent, position } = options;
  const body = {
    ...(parent === undefined ? {} : { parent: parent === '' ? null : parent }),
    ...(position === undefined ? {} : { position: Number(position) }),
  };
  const path = `/api/v1/categories/${encodeURIComponent(slug)}`;
  const moved = await askServer<CategoryView>(options, openHouse, { method: 'PATCH', path, body });
  printAnswer(options, moved, moved.parent === null ? `${moved.slug} lies in no other.` : `${moved.slug} lies in ${moved.parent}.`);
}

/** `bottega products delete-category`. */
export async function runCategoriesDelete(options: CategoryOptions, openHouse: OpenHouse): Promise<void> {
  await askServer(options, openHouse, { method: 'DELETE', path: `/api/v1/categories/${encodeURIComponent(options.slug)}` });
  printAnswer(options, { deleted: options.slug }, 'It is gone.');
}

function describeProduct({ id, title, status, category, options, variants }: ProductDetail): string {
  return [
    `${title}  ${status}  ${category}  ${id}`,
    ...options.map(({ name, values }) => `${name}: ${values.join(', ')}`),
    ...variants.map((variant) =>
      `${variant.id}  ${variant.sku}  ${priced(variant.price)}  ${variant.stock} left  ${variant.choices.join(' / ')}`.trimEnd(),
    ),
  ].join('\n');
}

/** @throws BottegaError invalid_input for what is not NAME=VALUE,VALUE */
function readOption(text: string): { name: string; values: string[] } {
  const [, name, values] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || values === undefined)
    throw new BottegaError('invalid_input', `Write an option as Size=S,M,L, not as "${text}".`);
  return { name, values: values.split(',').map((value) => value.trim()) };
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BottegaError('not_found', `The file ${file} cannot be read.`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BottegaError('invalid_input', `${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}
