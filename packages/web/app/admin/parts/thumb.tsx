import { ImageOff } from 'lucide-react';
import { Picture, type PictureFiles } from '../../parts/picture.tsx';

/** A small square picture in a list; the words beside it say what it shows. */
export function Thumb({ picture, className = 'size-12' }: { picture: PictureFiles | null; className?: string }) {
  return (
    <div className={`plate aspect-square shrink-0 rounded-1 ${className}`}>
      {picture ? (
        <Picture picture={picture} alt="" sizes="6rem" />
      ) : (
        <span className="grid h-full place-items-center text-ink-3">
          <ImageOff className="i" />
        </span>
      )}
    </div>
  );
}
