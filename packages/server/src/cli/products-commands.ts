import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import {
  type AddCategoryOptions,
  type CategoryOptions,
  type ChangeVariantsOptions,
  type ListProductsOptions,
  type MoveCategoryOptions,
  type ProductOptions,
  runCategoriesAdd,
  runCategoriesDelete,
  runCategoriesList,
  runCategoriesMove,
  runProductsAddPictures,
  runProductsDelete,
  runProductsList,
  runProductsOptions,
  runProductsShow,
  runProductsVariants,
  type SetOptionsOptions,
} from './products.ts';
import { commandsOfShop } from './settings.ts';
import type { ShopOptions } from './visit.ts';

/** `bottega products …`. */
export function describeProducts(program: Command, openHouse: OpenHouse): void {
  const products = program.command('products').description('what a shop sells, and the categories it is shown under');
  const command = commandsOfShop(products);
  const one = (name: string, description: string) =>
    command(name, description).requiredOption('--id <id>', 'as `bottega products list` prints it');
  command('list', 'the products there are')
    .option('--search <words>', 'words that must all be in them')
    .option('--category <slug>', 'in this category, or below it')
    .option('--status <status>', 'draft, on_sale or archived')
    .option('--sort <order>', 'relevance, newest, price, -price or title')
    .option('--limit <count>', 'at most 100', '20')
    .action((options: ListProductsOptions) => runProductsList(options, openHouse));
  one('show', 'a product with its options and variants').action((options: ProductOptions) => runProductsShow(options, openHouse));
  one('add-pictures', 'show photos behind the pictures of a product')
    .argument('<photo...>', 'JPEG, PNG, WebP or AVIF')
    .action((photos: string[], options: ProductOptions) => runProductsAddPictures(photos, options, openHouse));
  one('options', 'what a product can be chosen by; with --set, what it is to be')
    .option('--set <option...>', 'such as Size=S,M,L; all that there are to be')
    .option('--none', 'no options: a product of one kind')
    .option('--fill', 'make the combinations that there is no variant of')
    .action((options: SetOptionsOptions) => runProductsOptions(options, openHouse));
  one('variants', 'the variants of a product; with --from, changes of them')
    .option('--from <file>', 'JSON: a list of variants with their ids and what is to change')
    .action((options: ChangeVariantsOptions) => runProductsVariants(options, openHouse));
  one('delete', 'delete a draft that was never sold').action((options: ProductOptions) => runProductsDelete(options, openHouse));
  command('categories', 'the categories as a tree').action((options: ShopOptions) => runCategoriesList(options, openHouse));
  command('add-category', 'make a category')
    .requiredOption('--name <words>', 'its name in the main language of the shop')
    .option('--parent <slug>', 'the category that it lies in')
    .action((options: AddCategoryOptions) => runCategoriesAdd(options, openHouse));
  const category = (name: string, description: string) =>
    command(name, description).requiredOption('--slug <slug>', 'as `bottega products categories` prints it');
  category('move-category', 'put a category somewhere else')
    .option('--parent <slug>', 'the category that it lies in; "" for none')
    .option('--position <number>', 'its place among its sisters')
    .action((options: MoveCategoryOptions) => runCategoriesMove(options, openHouse));
  category('delete-category', 'delete an empty category').action((options: CategoryOptions) => runCategoriesDelete(options, openHouse));
}
