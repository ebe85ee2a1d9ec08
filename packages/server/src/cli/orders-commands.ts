import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import {
  type CancelOrderOptions,
  type InvoiceOptions,
  type ListOrdersOptions,
  type NoteOrderOptions,
  type OrderOptions,
  type RefundOrderOptions,
  runOrdersCancel,
  runOrdersInvoice,
  runOrdersList,
  runOrdersNote,
  runOrdersPay,
  runOrdersRefund,
  runOrdersSend,
  runOrdersShow,
  type SendOrderOptions,
} from './orders.ts';
import { commandsOfShop } from './settings.ts';

const AS_LISTED = 'as `bottega orders list` prints it';
const UNITS = 'line:units with commas between, such as 0:2,1:1';

/** `bottega orders …`. */
export function describeOrders(program: Command, openHouse: OpenHouse): void {
  const orders = program.command('orders').description('what was ordered, and what becomes of it');
  const command = commandsOfShop(orders);
  command('list', 'the orders there are, newest first')
    .option('--task <task>', 'to_pay, to_send, partly_sent, sent, cancelled, payment_failed or refunded')
    .option('--search <words>', 'a code, a number, or a part of the mail or the name')
    .option('--limit <number>', 'how many, at most 100', '50')
    .action((options: ListOrdersOptions) => runOrdersList(options, openHouse));
  command('show', 'one order, with its lines, parcels and history')
    .requiredOption('--id <id>', AS_LISTED)
    .action((options: OrderOptions) => runOrdersShow(options, openHouse));
  command('pay', 'say that its transfer has arrived')
    .requiredOption('--id <id>', AS_LISTED)
    .action((options: OrderOptions) => runOrdersPay(options, openHouse));
  command('send', 'say that it was sent: all that is left, or units')
    .requiredOption('--id <id>', AS_LISTED)
    .option('--units <units>', UNITS)
    .option('--from <id>', 'the place that it leaves')
    .option('--carrier <name>', 'who brings it')
    .option('--tracking <number>', 'the number of the parcel')
    .option('--tracking-url <address>', 'where it can be followed')
    .option('--quiet', 'without a mail to the buyer')
    .action((options: SendOrderOptions) => runOrdersSend(options, openHouse));
  command('cancel', 'cancel it, or units that were not sent; what was paid goes back')
    .requiredOption('--id <id>', AS_LISTED)
    .option('--units <units>', UNITS)
    .option('--note <words>', 'why, for the staff')
    .action((options: CancelOrderOptions) => runOrdersCancel(options, openHouse));
  command('refund', 'give money back: an amount, or what units and the shipping are worth')
    .requiredOption('--id <id>', AS_LISTED)
    .option('--amount <amount>', 'such as 12.50')
    .option('--units <units>', UNITS)
    .option('--shipping <amount>', 'how much of the shipping')
    .option('--restock', 'units that were sent are back and can be sold again')
    .option('--reason <words>', 'why, for the staff')
    .action((options: RefundOrderOptions) => runOrdersRefund(options, openHouse));
  command('note', 'write a note into its history')
    .requiredOption('--id <id>', AS_LISTED)
    .requiredOption('--note <words>', 'for the staff alone')
    .action((options: NoteOrderOptions) => runOrdersNote(options, openHouse));
  command('invoice', 'its invoice as PDF')
    .requiredOption('--id <id>', AS_LISTED)
    .option('--invoice <id>', 'a credit note instead, as `bottega orders show` prints it')
    .option('--to <path>', 'the file to write')
    .action((options: InvoiceOptions) => runOrdersInvoice(options, openHouse));
}
