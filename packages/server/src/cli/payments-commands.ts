import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import {
  type CaptureOptions,
  type CasesOptions,
  type ListPaymentsOptions,
  type OnePaymentOptions,
  type ReconcileOptions,
  type RefundOptions,
  runPaymentCapture,
  runPaymentCases,
  runPaymentList,
  runPaymentReconcile,
  runPaymentRefund,
  runPaymentSettings,
  runPaymentShow,
  type WayOptions,
} from './payments.ts';
import { commandsOfShop } from './settings.ts';

/** `bottega payments …`. */
export function describePayments(program: Command, openHouse: OpenHouse): void {
  const command = commandsOfShop(program.command('payments').description('the payments of a shop, and how it is paid'));
  command('list', 'the payments, newest first')
    .option('--limit <number>', 'how many, at most 100')
    .option('--cursor <cursor>', 'where the page before ended')
    .action((options: ListPaymentsOptions) => runPaymentList(options, openHouse));
  command('show', 'one payment, with every part that was taken and given back')
    .requiredOption('--id <id>', 'as `bottega payments list` prints it')
    .action((options: OnePaymentOptions) => runPaymentShow(options, openHouse));
  command('settings', 'the ways of paying; with --way and what is to be otherwise, changes one')
    .option('--way <id>', 'which, such as stripe')
    .option('--offer <yes|no>', 'whether buyers may pay so')
    .option('--label <words>', 'what buyers read; empty: the company’s own word')
    .option('--take <when>', 'at_once or when_sent')
    .option('--place <number>', 'where it stands, the first 1')
    .action((options: WayOptions) => runPaymentSettings(options, openHouse));
  command('capture', 'take money that is promised for an order')
    .requiredOption('--order <id>', 'of which order')
    .option('--amount <number>', 'minor units; without it, all that is left')
    .action((options: CaptureOptions) => runPaymentCapture(options, openHouse));
  command('refund', 'give money of an order back')
    .requiredOption('--order <id>', 'of which order')
    .requiredOption('--amount <number>', 'minor units: 1500 is 15.00 euro')
    .option('--reason <words>', 'why')
    .action((options: RefundOptions) => runPaymentRefund(options, openHouse));
  command('reconcile', 'compare the books of the companies with ours, now')
    .option('--way <id>', 'of which company; without it, all')
    .option('--from <moment>', 'such as 2026-11-20T00:00:00Z; without it, three days ago')
    .option('--to <moment>', 'without it, an hour ago')
    .action((options: ReconcileOptions) => runPaymentReconcile(options, openHouse));
  command('cases', 'the differences that somebody has to look into; with --close, closes one')
    .option('--state <state>', 'open, closed or all; open')
    .option('--close <id>', 'which one to close')
    .option('--note <words>', 'what it was')
    .action((options: CasesOptions) => runPaymentCases(options, openHouse));
}
