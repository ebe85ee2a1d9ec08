import type { MessageKey } from '../../i18n/translate.ts';
import type { Permission } from '../types.ts';

export type SettingsTab = {
  readonly path: string;
  readonly label: MessageKey;
  /** Without it there is no tab for the reader. */
  readonly permission?: Permission;
};

/** The pages of the settings, in the order of their tabs; paths stand after /admin/<shop>/settings. */
export const SETTINGS_TABS: readonly SettingsTab[] = [
  { path: 'shop', label: 'shopSettings.title', permission: 'shop.read' },
  { path: 'domains', label: 'domains.title', permission: 'shop.read' },
  { path: 'payments', label: 'settings.payments', permission: 'payments.read' },
  { path: 'staff', label: 'members.title', permission: 'members.read' },
  { path: 'keys', label: 'keys.title', permission: 'keys.read' },
  { path: 'mail', label: 'settings.mail' },
  { path: 'webhooks', label: 'settings.webhooks' },
  { path: 'plugins', label: 'settings.plugins' },
  { path: 'runs', label: 'runs.title', permission: 'runs.read' },
  { path: 'audit', label: 'audit.title', permission: 'audit.read' },
];
