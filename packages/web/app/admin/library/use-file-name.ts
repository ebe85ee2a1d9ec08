import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import type { LibraryFile } from '../types.ts';

/** What a file is called; one that nobody named, by its kind and when it came. */
export function useFileName(): (file: Pick<LibraryFile, 'name' | 'kind' | 'createdAt'>) => string {
  const t = useMessages();
  const formats = useFormats();
  return ({ name, kind, createdAt }) =>
    name || t('library.unnamed', { kind: t(`library.kind.${kind}`), moment: formats.moment(createdAt) });
}
