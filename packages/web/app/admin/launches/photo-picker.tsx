import { ImagePlus, OctagonAlert } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';
import { PhotoPreview } from './photo-preview.tsx';

export const MOST_PHOTOS = 8;
const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/avif';

type PhotoPickerProps = {
  readonly photos: readonly File[];
  readonly onChange: (photos: readonly File[]) => void;
  readonly error: string | undefined;
};

/** Takes photos by drop or from the browser's own file dialog, whose field stands in the open where there is no JavaScript. */
export function PhotoPicker({ photos, onChange, error }: PhotoPickerProps) {
  const t = useMessages();
  const input = useRef<HTMLInputElement>(null);
  const add = (files: Iterable<File>) => onChange([...photos, ...files]);
  const drop = useDrop(add);
  const isAlive = useHydrated();
  const hintId = useId();
  const tooMany = photos.length > MOST_PHOTOS ? t('form.tooMany', { count: photos.length - MOST_PHOTOS }) : undefined;
  const said = tooMany ?? error;
  return (
    <div>
      <label
        {...drop.handlers}
        className={`flex min-h-40 flex-col items-center justify-center gap-2 rounded-2 border border-dashed p-6 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${drop.isOver ? 'border-accent bg-accent-wash' : said ? 'border-bad bg-sheet' : 'border-edge bg-sheet'}`}
      >
        <ImagePlus className="i i-20" />
        <span className="font-semibold">{t('form.drop')}</span>
        {isAlive && <span className={buttonClass({})}>{t('form.choose')}</span>}
        <span id={hintId} className="text-13 text-ink-2">
          {t('form.dropHint', { most: MOST_PHOTOS })}
        </span>
        <input
          ref={input}
          type="file"
          name="photos"
          accept={PHOTO_TYPES}
          multiple
          required
          aria-describedby={hintId}
          {...(said && { 'aria-invalid': true })}
          className={isAlive ? 'sr-only' : 'max-w-full text-13'}
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {said && (
        <p className="error" role="alert">
          <OctagonAlert className="i" />
          {said}
        </p>
      )}
      <Chosen photos={photos} onChange={onChange} />
    </div>
  );
}

function Chosen({ photos, onChange }: Pick<PhotoPickerProps, 'photos' | 'onChange'>) {
  return (
    <ul className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-4 empty:hidden">
      {photos.map((photo, index) => (
        <PhotoPreview
          key={`${photo.name} ${photo.size} ${photo.lastModified}`}
          photo={photo}
          isFirst={index === 0}
          onRemove={() => onChange(photos.filter((other) => other !== photo))}
          onFirst={() => onChange([photo, ...photos.filter((other) => other !== photo)])}
        />
      ))}
    </ul>
  );
}

/** Files dragged over an element and dropped on it. */
function useDrop(onDrop: (files: Iterable<File>) => void) {
  const [isOver, setOver] = useState(false);
  const hold = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: hold(true),
      onDragOver: hold(true),
      onDragLeave: hold(false),
      onDrop: (event: DragEvent) => {
        hold(false)(event);
        onDrop(event.dataTransfer.files);
      },
    },
  };
}
