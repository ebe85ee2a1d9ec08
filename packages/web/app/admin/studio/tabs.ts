import type { MessageKey } from '../../i18n/translate.ts';

type StudioTab = { readonly path: string; readonly label: MessageKey };

/** The pages of the studio, in the order of their tabs; paths stand after /admin/<shop>/studio. */
export const STUDIO_TABS: readonly [StudioTab, ...StudioTab[]] = [
  { path: 'library', label: 'library.title' },
  { path: 'review', label: 'review.title' },
];
