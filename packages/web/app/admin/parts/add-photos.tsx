import { ImagePlus } from 'lucide-react';
import { useId } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { usePage } from '../../use-page.ts';
import { PHOTO_TYPES } from '../launches/photo-types.ts';

/** Posts the very form that the API takes, which sends the browser back here. `address` is that of the API: `/api/v1/…`. */
export function AddPhotos({ address, label }: { readonly address: string; readonly label: string }) {
  const t = useMessages();
  const { shopBase } = usePage();
  const id = useId();
  return (
    <form method="post" action={`${shopBase}${address}`} encType="multipart/form-data" className="mt-5 flex flex-wrap items-end gap-3">
      <div className="min-w-0">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        <input id={id} type="file" name="photos" accept={PHOTO_TYPES} multiple required className="max-w-full text-13" />
      </div>
      <Button type="submit">
        <ImagePlus className="i" />
        {t('approval.add')}
      </Button>
    </form>
  );
}
