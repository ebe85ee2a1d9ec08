import { Picture } from '../../parts/picture.tsx';
import { useShopPath } from '../../use-page.ts';
import type { LibraryFile } from '../types.ts';
import { KIND_ICONS } from './kinds.ts';

/** What a file looks like, small: a photo in the size that fits, any other picture as it is, else the sign of its kind. */
export function FilePlate({ file, sizes }: { file: LibraryFile; sizes: string }) {
  const path = useShopPath();
  const Icon = KIND_ICONS[file.kind];
  return (
    <div className="plate aspect-square rounded-1">
      {file.picture && file.picture.sizes.length > 0 ? (
        <Picture picture={file.picture} alt="" sizes={sizes} />
      ) : file.kind === 'picture' ? (
        <img src={path(file.url)} alt="" loading="lazy" decoding="async" />
      ) : (
        <span className="grid h-full place-items-center text-ink-3">
          <Icon className="size-10 stroke-1" />
        </span>
      )}
    </div>
  );
}
