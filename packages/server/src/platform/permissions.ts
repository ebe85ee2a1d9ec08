/** What staff may be in a shop, the mightiest first. */
export const ROLES = ['owner', 'admin', 'operator', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

const EVERYONE = ROLES;
const OPERATORS = ['owner', 'admin', 'operator'] as const;
const ADMINS = ['owner', 'admin'] as const;
const OWNERS = ['owner'] as const;

/** What a permission allows, by role; the one table that operations, routes, pages and the command line read. */
export const PERMISSIONS = {
  'products.read': EVERYONE,
  'products.write': OPERATORS,
  'orders.read': EVERYONE,
  'orders.write': OPERATORS,
  'orders.refund': OPERATORS,
  'inventory.read': EVERYONE,
  'inventory.write': OPERATORS,
  'pricing.read': EVERYONE,
  'pricing.write': ADMINS,
  'customers.read': OPERATORS,
  'customers.write': OPERATORS,
  'payments.read': OPERATORS,
  'payments.write': ADMINS,
  'launches.read': EVERYONE,
  'launches.write': OPERATORS,
  'launches.approve': OPERATORS,
  'posts.read': EVERYONE,
  'insights.read': EVERYONE,
  'reviews.read': EVERYONE,
  'reviews.write': OPERATORS,
  'files.read': EVERYONE,
  'files.write': OPERATORS,
  'notifications.read': EVERYONE,
  'feedback.write': EVERYONE,
  'runs.read': EVERYONE,
  'runs.write': OPERATORS,
  'mail.read': OPERATORS,
  'mail.write': OPERATORS,
  'shop.read': EVERYONE,
  'shop.write': ADMINS,
  'shop.export': OWNERS,
  'shop.delete': OWNERS,
  'members.read': EVERYONE,
  'members.write': ADMINS,
  'keys.read': ADMINS,
  'keys.write': ADMINS,
  'webhooks.read': ADMINS,
  'webhooks.write': ADMINS,
  'plugins.read': EVERYONE,
  'plugins.write': ADMINS,
  'audit.read': ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether the role includes the permission. */
export const roleMay = (role: Role, permission: Permission): boolean => (PERMISSIONS[permission] as readonly Role[]).includes(role);
