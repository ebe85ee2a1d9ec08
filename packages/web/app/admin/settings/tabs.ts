import type { MessageKey } from '../../i18n/translate.ts';

export type SettingsTab = { readonly path: string; readonly label: MessageKey };

/** The pages of the settings, in the order of their tabs; paths stand after /admin/<shop>/settings. */
export const SETTINGS_TABS: readonly SettingsTab[] = [];
