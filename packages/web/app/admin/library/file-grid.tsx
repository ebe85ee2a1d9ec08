import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import type { LibraryFile } from '../types.ts';
import { FilePlate } from './file-plate.tsx';
import { useFileName } from './use-file-name.ts';

/** The files of a page, with what each is, how large, and how often it is used. */
export function FileGrid({ files }: { files: readonly LibraryFile[] }) {
  return (
    <ul className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-4 gap-y-6">
      {files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </ul>
  );
}

function FileCard({ file }: { file: LibraryFile }) {
  const t = useMessages();
  const formats = useFormats();
  const nameOf = useFileName();
  return (
    <li className="relative">
      <FilePlate file={file} sizes="10rem" />
      <Link className="link mt-1.5 block truncate font-medium after:absolute after:inset-0" to={file.id}>
        <bdi>{nameOf(file)}</bdi>
      </Link>
      <p className="text-12 text-ink-2">
        {t(`library.kind.${file.kind}`)} · <bdi>{formats.bytes(file.bytes)}</bdi>
      </p>
      <p className="text-12 text-ink-2">{t('library.uses', { count: file.uses })}</p>
    </li>
  );
}
