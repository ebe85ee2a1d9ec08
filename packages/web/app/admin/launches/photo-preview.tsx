import { Star, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';

type PhotoPreviewProps = { readonly photo: File; readonly isFirst: boolean; readonly onRemove: () => void; readonly onFirst: () => void };

/** One chosen photo, drawn small, with its name and size. A file that the browser cannot draw says so before it is sent. */
export function PhotoPreview({ photo, isFirst, onRemove, onFirst }: PhotoPreviewProps) {
  const t = useMessages();
  const formats = useFormats();
  const { canvas, isUnreadable } = useDrawn(photo);
  return (
    <li>
      <div className="plate grid aspect-square place-items-center rounded-1">
        {isUnreadable ? (
          <p className="px-2 text-center text-12 text-bad">{t('form.unreadable')}</p>
        ) : (
          <canvas ref={canvas} role="img" aria-label={photo.name} className="h-full w-full object-cover" />
        )}
      </div>
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

const PREVIEW_WIDTH = 320;

/** Draws the photo on a canvas: unlike a blob address, that needs no exception in the Content-Security-Policy. */
function useDrawn(photo: File) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  useEffect(() => {
    let isGone = false;
    createImageBitmap(photo, { resizeWidth: PREVIEW_WIDTH, resizeQuality: 'medium' }).then(
      (bitmap) => {
        if (!isGone && canvas.current) draw(bitmap, canvas.current);
        bitmap.close();
      },
      () => setUnreadable(true),
    );
    return () => {
      isGone = true;
    };
  }, [photo]);
  return { canvas, isUnreadable };
}

function draw(bitmap: ImageBitmap, canvas: HTMLCanvasElement) {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
}
