import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { Problem } from '../../problems.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  unsupported_file: 'library.error.kind',
  image_damaged: 'library.error.damaged',
  image_too_large: 'library.error.pixels',
  payload_too_large: 'library.error.large',
  quota_exceeded: 'library.error.quota',
  disk_full: 'library.error.disk',
  files_away: 'library.error.away',
  forbidden: 'library.error.forbidden',
  unauthenticated: 'library.error.signedOut',
};

/** Why a file was not taken, in the reader's language; null when no answer came. */
export function useRefusal(): (refusal: Problem | null) => string {
  const t = useMessages();
  return (refusal) => t(refusal ? (SENTENCES[refusal.code] ?? 'library.error.other') : 'library.error.lost');
}
