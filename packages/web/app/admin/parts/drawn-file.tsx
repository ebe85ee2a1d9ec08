import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';

const PREVIEW_WIDTH = 320;

/** A picture file that was chosen, drawn small. One that the browser cannot draw says so before it is sent. */
export function DrawnFile({ file }: { file: File }) {
  const t = useMessages();
  const { canvas, isUnreadable } = useDrawn(file);
  return (
    <div className="plate grid aspect-square place-items-center rounded-1">
      {isUnreadable ? (
        <p className="px-2 text-center text-12 text-bad">{t('form.unreadable')}</p>
      ) : (
        <canvas ref={canvas} role="img" aria-label={file.name} className="h-full w-full object-cover" />
      )}
    </div>
  );
}

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
