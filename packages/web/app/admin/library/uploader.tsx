import { RotateCw, X } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';
import { usePage } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { DrawnFile } from '../parts/drawn-file.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { KIND_ICONS } from './kinds.ts';
import { useRefusal } from './use-refusal.ts';
import { type Upload, useUploads } from './use-uploads.ts';

const TYPES = 'image/jpeg,image/png,image/webp,image/avif,video/mp4,audio/wav';

/**
 * Takes files into the library. With JavaScript each is sent at once, with its picture and its progress; without, the browser posts the same
 * form to the API, which answers with this page.
 */
export function Uploader() {
  const t = useMessages();
  const { shopBase } = usePage();
  const isAlive = useHydrated();
  const { uploads, arrived, add, again, drop } = useUploads();
  return (
    <form method="post" action={`${shopBase}/api/v1/files`} encType="multipart/form-data" className="mt-6">
      <DropZone
        title={t('library.drop')}
        choose={t('library.choose')}
        hint={t('library.dropHint')}
        name="files"
        accept={TYPES}
        onFiles={add}
      />
      {!isAlive && (
        <Button type="submit" look="ink" className="mt-3">
          {t('library.send')}
        </Button>
      )}
      <ul className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-4 empty:hidden">
        {uploads.map((upload) => (
          <UploadCard key={upload.key} upload={upload} onAgain={() => again(upload.key)} onDrop={() => drop(upload.key)} />
        ))}
      </ul>
      <p className="mt-2 text-13 text-ink-2 empty:hidden" role="status">
        {arrived > 0 && t('library.arrived', { count: arrived })}
      </p>
    </form>
  );
}

function UploadCard({ upload, onAgain, onDrop }: { upload: Upload; onAgain: () => void; onDrop: () => void }) {
  const t = useMessages();
  const formats = useFormats();
  const refusalOf = useRefusal();
  const { file, state, part, refusal } = upload;
  const isOver = state === 'refused' || state === 'lost';
  return (
    <li>
      {file.type.startsWith('image/') ? <DrawnFile file={file} /> : <KindPlate type={file.type} />}
      <p className="mt-1 truncate text-12" dir="auto">
        {file.name}
      </p>
      {isOver ? (
        <p className="error text-12" role="alert">
          {refusalOf(refusal)}
        </p>
      ) : (
        <>
          <ProgressBar label={t('library.sending', { name: file.name })} value={part} className="mt-1" />
          <p className="mt-1 text-12 text-ink-2">
            {state === 'waiting' ? t('library.waiting') : part < 1 ? formats.percent(part) : t('library.checking')}
          </p>
        </>
      )}
      <p className="flex">
        {isOver && (
          <Button look="quiet" size="small" onClick={onAgain} aria-label={t('library.again', { name: file.name })}>
            <RotateCw className="i" />
          </Button>
        )}
        <Button look="quiet" size="small" onClick={onDrop} aria-label={t(isOver ? 'library.takeOff' : 'library.stop', { name: file.name })}>
          <X className="i" />
        </Button>
      </p>
    </li>
  );
}

function KindPlate({ type }: { type: string }) {
  const Icon = KIND_ICONS[type.startsWith('audio/') ? 'sound' : 'film'];
  return (
    <div className="plate grid aspect-square place-items-center rounded-1 text-ink-3">
      <Icon className="size-10 stroke-1" />
    </div>
  );
}
