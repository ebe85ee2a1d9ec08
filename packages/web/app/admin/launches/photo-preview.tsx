import { Star, X } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import { DrawnFile } from '../parts/drawn-file.tsx';

type PhotoPreviewProps = { readonly photo: File; readonly isFirst: boolean; readonly onRemove: () => void; readonly onFirst: () => void };

/** One chosen photo, drawn small, with its name and size. */
export function PhotoPreview({ photo, isFirst, onRemove, onFirst }: PhotoPreviewProps) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <li>
      <DrawnFile file={photo} />
      <p className="mt-1 truncate text-12" dir="auto">
        {photo.name}
      </p>
      <p className="text-12 text-ink-2">
        <bdi>{formats.bytes(photo.size)}</bdi>
        {isFirst && ` · ${t('form.firstPhoto')}`}
      </p>
      <p className="flex">
        {!isFirst && (
          <Button
            look="quiet"
            size="small"
            onClick={onFirst}
            aria-label={t('form.makeFirst', { name: photo.name })}
            title={t('form.makeFirst', { name: photo.name })}
          >
            <Star className="i" />
          </Button>
        )}
        <Button
          look="quiet"
          size="small"
          onClick={onRemove}
          aria-label={t('form.remove', { name: photo.name })}
          title={t('form.remove', { name: photo.name })}
        >
          <X className="i" />
        </Button>
      </p>
    </li>
  );
}
