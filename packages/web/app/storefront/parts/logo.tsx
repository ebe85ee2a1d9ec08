import { Link } from '../../parts/link.tsx';
import { Picture, type PictureFiles } from '../../parts/picture.tsx';
import { Words } from './words.tsx';
import { usePage, useShopPath } from '../../use-page.ts';

/** The shop's logo, or our arch, and its name, leading to its front page. */
export function Logo({ picture = null }: { picture?: PictureFiles | null }) {
  const { shop } = usePage();
  const path = useShopPath();
  return (
    <Link to={path('')} className="flex min-w-0 items-center gap-3">
      {picture ? <Picture picture={picture} alt="" sizes="6rem" isFirst className="h-8 w-auto max-w-24 object-contain" /> : <Arch />}
      <span className="display truncate text-22">
        <Words>{shop?.name ?? ''}</Words>
      </span>
    </Link>
  );
}

const Arch = () => (
  <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
    <path d="M5 27V15a11 11 0 0 1 22 0v12M12 27v-8a4 4 0 0 1 8 0v8M2 27h28" fill="none" stroke="currentColor" strokeWidth="1.8" />
  </svg>
);
