import { useShopPath } from '../use-page.ts';

/** As the server's PictureView: every stored size of one picture, addresses relative to the shop. */
export type PictureFiles = {
  readonly width: number;
  readonly height: number;
  readonly sizes: readonly {
    readonly use: 'thumb' | 'card' | 'page' | 'full';
    readonly format: 'webp' | 'jpeg';
    readonly width: number;
    readonly height: number;
    readonly url: string;
  }[];
};

type PictureProps = {
  readonly picture: PictureFiles;
  /** Empty where the words beside it already say what it shows. */
  readonly alt: string;
  /** How wide it stands in the layout, as the `sizes` attribute has it. */
  readonly sizes: string;
  /** The first picture of a page: fetched at once. */
  readonly isFirst?: boolean;
  readonly className?: string;
};

/** A stored picture in the size that fits: WebP first, JPEG for the rest. */
export function Picture({ picture, alt, sizes, isFirst = false, className }: PictureProps) {
  const path = useShopPath();
  const sources = (format: 'webp' | 'jpeg') =>
    picture.sizes
      .filter((size) => size.format === format)
      .map((size) => `${path(size.url)} ${size.width}w`)
      .join(', ');
  const fallback = picture.sizes.find(({ use, format }) => use === 'card' && format === 'jpeg') ?? picture.sizes[0];
  return (
    <picture className="contents">
      <source type="image/webp" srcSet={sources('webp')} sizes={sizes} />
      <img
        src={fallback && path(fallback.url)}
        srcSet={sources('jpeg') || undefined}
        sizes={sizes}
        width={picture.width}
        height={picture.height}
        alt={alt}
        loading={isFirst ? 'eager' : 'lazy'}
        fetchPriority={isFirst ? 'high' : 'auto'}
        decoding="async"
        className={className}
      />
    </picture>
  );
}
