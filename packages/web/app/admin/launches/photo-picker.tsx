import { ImagePlus, OctagonAlert } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';
import { PhotoPreview } from './photo-preview.tsx';

const MOST_PHOTOS = 8;
const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/avif';

type PhotoPickerProps = {
  readonly photos: readonly File[];
  readonly onChange: (photos: readonly File[]) => void;
  readonly error: string | undefined;
};

/** The photos of a launch: chosen or dropped, drawn small, put first or taken out again. */
export function PhotoPicker({ photos, onChange, error }: PhotoPickerProps) {
  const t = useMessages();
  const errorId = useId();
  const tooMany = photos.length > MOST_PHOTOS ? t('form.tooMany', { count: photos.length - MOST_PHOTOS }) : undefined;
  const said = tooMany ?? error;
  return (
    <div>
      <DropZone onFiles={(files) => onChange(withNew(photos, files))} {...(said && { errorId })} />
      {said && (
        <p id={errorId} className="error" role="alert">
          <OctagonAlert className="i" />
          {said}
        </p>
      )}
      <ul className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-4 empty:hidden">
        {photos.map((photo, index) => (
          <PhotoPreview
            key={identity(photo)}
            photo={photo}
            isFirst={index === 0}
            onRemove={() => onChange(photos.filter((other) => other !== photo))}
            onFirst={() => onChange([photo, ...photos.filter((other) => other !== photo)])}
          />
        ))}
      </ul>
    </div>
  );
}

const identity = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`;

/** A photo that was chosen twice stands once. */
const withNew = (photos: readonly File[], files: readonly File[]): File[] => [
  ...new Map([...photos, ...files].map((file) => [identity(file), file])).values(),
];

type DropZoneProps = {
  readonly onFiles: (files: readonly File[]) => void;
  /** Of the sentence that says what is wrong, where something is. */
  readonly errorId?: string;
};

/** Takes files by drop or from the browser's own dialog, whose field stands in the open where there is no JavaScript. */
function DropZone({ onFiles, errorId }: DropZoneProps) {
  const t = useMessages();
  const isAlive = useHydrated();
  const hintId = useId();
  const { isOver, handlers } = useDrop(onFiles);
  const look = isOver ? 'border-accent bg-accent-wash' : errorId ? 'border-bad bg-sheet' : 'border-edge bg-sheet';
  return (
    <label
      {...handlers}
      className={`relative flex min-h-40 flex-col items-center justify-center gap-2 rounded-2 border border-dashed p-6 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${look}`}
    >
      <ImagePlus className="i i-20" />
      <span className="font-semibold">{t('form.drop')}</span>
      {isAlive && <span className={buttonClass({})}>{t('form.choose')}</span>}
      <span id={hintId} className="text-13 text-ink-2">
        {t('form.dropHint', { most: MOST_PHOTOS })}
      </span>
      <input
        type="file"
        name="photos"
        accept={PHOTO_TYPES}
        multiple
        aria-describedby={errorId ? `${errorId} ${hintId}` : hintId}
        {...(errorId && { 'aria-invalid': true })}
        className={isAlive ? 'sr-only' : 'max-w-full text-13'}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // so that a photo taken out can be chosen again
        }}
      />
    </label>
  );
}

function useDrop(onFiles: (files: readonly File[]) => void) {
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
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
