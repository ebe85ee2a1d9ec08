import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import {
  type AmountOptions,
  type ImportStockOptions,
  type ListStockOptions,
  type MovementOptions,
  type OneStockOptions,
  type PlaceOptions,
  runStockImport,
  runStockList,
  runStockMove,
  runStockMovements,
  runStockPlaces,
  runStockReceive,
  runStockSet,
  runStockShow,
  runStockTakeOut,
  type SetOptions,
} from './stock.ts';

const VARIANT = 'as `bottega stock list` prints it';
const PLACE = 'the id of a place; without it, the first open one';

/** `bottega stock …`. */
export function describeStock(program: Command, openHouse: OpenHouse): void {
  const command = commandsOfShop(program.command('stock').description('what a shop has, where it lies, and how it came and went'));
  command('list', 'the stock of every variant, the newest first')
    .option('--q <words>', 'in titles, SKUs and barcodes')
    .option('--low', 'only what is running low')
    .option('--location <id>', 'only what was ever at this place')
    .option('--limit <number>', 'how many, at most 100')
    .option('--cursor <cursor>', 'where the page before ended')
    .action((options: ListStockOptions) => runStockList(options, openHouse));
  command('show', 'one variant: its places, and who was promised units')
    .requiredOption('--variant <id>', VARIANT)
    .action((options: OneStockOptions) => runStockShow(options, openHouse));
  command('set', 'say what was counted, how far promises may go beyond it, and when it is low')
    .requiredOption('--variant <id>', VARIANT)
    .option('--on-hand <number>', 'how many were counted')
    .option('--backorder <number>', 'how many more than are there may be promised')
    .option('--low <number>', 'at so many free units the staff is told; never: never')
    .option('--location <id>', PLACE)
    .option('--note <words>', 'why')
    .action((options: SetOptions) => runStockSet(options, openHouse));
  const amount = (name: string, description: string) =>
    command(name, description)
      .requiredOption('--variant <id>', VARIANT)
      .requiredOption('--quantity <number>', 'how many')
      .option('--note <words>', 'why')
      .option('--key <text>', 'sent again with the same key it changes nothing');
  amount('receive', 'take units in')
    .option('--location <id>', PLACE)
    .action((options: AmountOptions) => runStockReceive(options, openHouse));
  amount('take-out', 'take units out that were lost or damaged')
    .option('--location <id>', PLACE)
    .option('--reason <reason>', 'lost or damaged; lost')
    .action((options: AmountOptions) => runStockTakeOut(options, openHouse));
  amount('move', 'move units to another place')
    .requiredOption('--from <id>', 'the place where they are')
    .requiredOption('--to <id>', 'the place where they go')
    .action((options: AmountOptions) => runStockMove(options, openHouse));
  command('movements', 'what came, went and was counted, the latest first')
    .option('--variant <id>', 'of one variant')
    .option('--location <id>', 'at one place')
    .option('--limit <number>', 'how many, at most 100')
    .option('--cursor <cursor>', 'where the page before ended')
    .action((options: MovementOptions) => runStockMovements(options, openHouse));
  command('import', 'say what was counted, from a CSV file')
    .requiredOption('--file <path>', 'with the columns sku, on_hand and, where wanted, location, the name of a place')
    .option('--note <words>', 'why')
    .action((options: ImportStockOptions) => runStockImport(options, openHouse));
  command('places', 'the places where things lie; makes one, or changes one')
    .option('--id <id>', 'which')
    .option('--name <words>', 'what it is called; without --id, a new one is made')
    .option('--close', 'sell nothing from there')
    .option('--open', 'sell from there again')
    .option('--order <ids>', 'every id, divided by commas, in the order in which units are taken')
    .action((options: PlaceOptions) => runStockPlaces(options, openHouse));
}
