import type { Permission } from '../permissions.ts';

type KindEntry = {
  /** Whoever may do this is told. */
  readonly permission: Permission;
  /** Whether a mail is sent to those who have said nothing about it; in the app everybody is told. */
  readonly byMail: boolean;
  /** Where to look, after /admin/<shop>. */
  readonly href: (subjectId: string) => string;
};

/** What members are told of, by the event that brings it; the one table that the listener, the pages and the mail read. */
export const NOTIFICATION_KINDS = {
  'order.placed': { permission: 'orders.read', byMail: true, href: (id) => `/orders/${id}` },
  'order.payment_failed': { permission: 'orders.read', byMail: true, href: (id) => `/orders/${id}` },
  'order.refund_failed': { permission: 'orders.refund', byMail: true, href: (id) => `/orders/${id}` },
  'order.disputed': { permission: 'payments.read', byMail: true, href: (id) => `/orders/${id}` },
  'payment.case_opened': { permission: 'payments.read', byMail: true, href: () => '/settings/payments' },
  'stock.low': { permission: 'inventory.read', byMail: true, href: (id) => `/stock/${id}` },
  'launch.waiting': { permission: 'launches.approve', byMail: true, href: (id) => `/launches/${id}` },
  'launch.held': { permission: 'reviews.write', byMail: true, href: (id) => `/launches/${id}` },
  'launch.completed': { permission: 'launches.read', byMail: false, href: (id) => `/launches/${id}` },
  'launch.failed': { permission: 'launches.write', byMail: true, href: (id) => `/launches/${id}` },
  'carrier.failed': { permission: 'pricing.read', byMail: true, href: () => '/pricing/shipping' },
  'mail.failed': { permission: 'mail.read', byMail: false, href: (id) => `/settings/mail/${id}` },
  'webhook.disabled': { permission: 'webhooks.write', byMail: true, href: () => '/settings/webhooks' },
} as const satisfies Record<string, KindEntry>;

export type NotificationKind = keyof typeof NOTIFICATION_KINDS;

export const NOTIFICATION_KIND_NAMES = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

export const isNotificationKind = (text: string): text is NotificationKind => Object.hasOwn(NOTIFICATION_KINDS, text);
