import { shopPath, usePage } from '../use-page.ts';

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

/** A picture as it is shown, addresses as they stand in the page: the fallback, and the `srcset` of each format. */
export type ShownPicture = {
  readonly width: number;
  readonly height: number;
  readonly src: string | undefined;
  readonly webp: string;
  readonly jpeg: string;
};

/** What a loader returns goes to the browser a second time, and every field of it is paid for: three addresses in place of eight objects. */
export function shownPicture({ width, height, sizes }: PictureFiles, shopBase: string): ShownPicture {
  const path = (url: string) => shopPath(shopBase, url);
  const sources = (format: 'webp' | 'jpeg') =>
    sizes
      .filter((size) => size.format === format)
      .map((size) => `${path(size.url)} ${size.width}w`)
      .join(', ');
  const fallback = sizes.find(({ use, format }) => use === 'card' && format === 'jpeg') ?? sizes[0];
  return { width, height, src: fallback && path(fallback.url), webp: sources('webp'), jpeg: sources('jpeg') };
}

type PictureProps = {
  readonly picture: PictureFiles | ShownPicture;
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
  const { shopBase } = usePage();
  const { width, height, src, webp, jpeg } = 'sizes' in picture ? shownPicture(picture, shopBase) : picture;
  return (
    <picture className="contents">
      <source type="image/webp" srcSet={webp} sizes={sizes} />
      <img
        src={src}
        srcSet={jpeg || undefined}
        sizes={sizes}
        width={width}
        height={height}
        alt={alt}
        loading={isFirst ? 'eager' : 'lazy'}
        fetchPriority={isFirst ? 'high' : 'auto'}
        decoding="async"
        className={className}
      />
    </picture>
  );
}
