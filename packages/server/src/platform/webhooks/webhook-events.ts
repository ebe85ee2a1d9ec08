/** Every kind of event that is told outside, and when it happens. docs/webhooks.md is held against this table by a test. */
export const WEBHOOK_EVENTS = {
  'order.placed': 'A buyer has placed an order.',
  'order.paid': 'An order was paid.',
  'order.fulfilled': 'An order was sent.',
  'order.cancelled': 'An order was cancelled; its stock was given back.',
  'order.units_cancelled': 'Units of an order that were not sent were cancelled.',
  'order.refunded': 'Money of an order was given back, in whole or in part.',
  'order.refund_failed': 'Money of an order did not reach the buyer.',
  'order.payment_failed': 'Promised money of an order could not be taken.',
  'order.disputed': 'A buyer asked the bank for the money of an order.',
  'invoice.issued': 'An invoice or a credit note was issued.',
  'payment.case_opened': 'The books of a payment company and ours differ, or a person has to look at a payment.',
  'product.created': 'A product was made.',
  'product.updated': 'Something of a product was changed.',
  'product.published': 'A product went on sale.',
  'product.withdrawn': 'A product was taken off sale.',
  'product.deleted': 'A draft was deleted.',
  'category.changed': 'A category was made, changed or deleted.',
  'stock.low': 'A variant is running low: as few units are free as its notice says, or fewer.',
  'stock.back': 'A variant that was running low is there again.',
  'customer.created': 'Somebody has an account, or was written down as a customer.',
  'customer.updated': 'Something of a customer was changed: name, mail, note or groups.',
  'customer.erased': 'A customer was erased; their orders keep sums and lines.',
  'carrier.failed': 'A carrier did not say its price: its rate is not offered meanwhile.',
  'launch.started': 'A launch was begun.',
  'launch.waiting': 'A launch is made and waits for a person’s yes.',
  'launch.approved': 'A person said yes to a launch.',
  'launch.rejected': 'A person said no to a launch.',
  'launch.completed': 'A launch is finished.',
  'launch.held': 'A launch is held for review.',
  'launch.failed': 'A launch could not be finished.',
  'launch.cancelled': 'A launch was cancelled.',
  'launch.resumed': 'A launch goes on.',
  'launch.remake': 'A part of a launch is made again.',
  'review.decided': 'A person decided on what was held for review.',
  'file.added': 'A file was added to the library.',
  'file.deleted': 'A file was taken out of the library.',
  'shop.updated': 'The shop’s settings were changed.',
  'shop.suspended': 'The shop was closed for the time being.',
  'shop.resumed': 'The shop is open again.',
  'member.joined': 'Somebody became a member of the shop.',
  'member.role_changed': 'A member of the shop was given another role.',
  'member.removed': 'Somebody is no longer a member of the shop.',
  'key.made': 'An API key was made.',
  'key.revoked': 'An API key was revoked.',
  'plugin.changed': 'A plugin was switched on or off, or its settings were changed.',
  'run.cancelled': 'A run of the program’s work was cancelled.',
  'run.resumed': 'A run goes on.',
  'run.rerun': 'A run was begun again from a step.',
  'mail.failed': 'A mail could not be sent.',
  'webhook.disabled': 'An address is told nothing any more: it is gone, or has failed for days.',
} as const satisfies Record<string, string>;

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS;

export const WEBHOOK_EVENT_NAMES = Object.keys(WEBHOOK_EVENTS) as [WebhookEvent, ...WebhookEvent[]];

/** Written inside, and nobody’s business outside. */
export const INSIDE_EVENTS: readonly string[] = ['feedback.sent', 'mail.queued', 'member.invited'];

/** What a person sends to try an address out. */
export const TEST_EVENT = 'webhook.test';
