import { OctagonAlert } from 'lucide-react';
import { useId } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { PhotoPreview } from './photo-preview.tsx';
import { MOST_PHOTOS, PHOTO_TYPES } from './photo-types.ts';

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
      <DropZone
        title={t('form.drop')}
        choose={t('form.choose')}
        hint={t('form.dropHint', { most: MOST_PHOTOS })}
        name="photos"
        accept={PHOTO_TYPES}
        onFiles={(files) => onChange(withNew(photos, files))}
        {...(said && { errorId })}
      />
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
