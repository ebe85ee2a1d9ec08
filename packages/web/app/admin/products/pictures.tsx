import { ArrowDown, ArrowUp, Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Section } from '../../parts/section.tsx';
import { AddPhotos } from '../parts/add-photos.tsx';
import type { ProductDetail } from '../types.ts';
import { type Answer, Refused, Saved } from './answer.tsx';

type PicturesProps = { readonly product: ProductDetail; readonly answer: Answer; readonly mayWrite: boolean };

/** The pictures in their order, which buttons change. The first stands for the product. */
export function Pictures({ product: { id, pictures }, answer, mayWrite }: PicturesProps) {
  const t = useMessages();
  if (pictures.length === 0 && !mayWrite) return null;
  return (
    <Section title={t('product.pictures')}>
      {pictures.length === 0 && <p className="text-ink-2">{t('catalog.noPictures')}</p>}
      <ul className="grid grid-cols-2 gap-3 empty:hidden">
        {pictures.map(({ picture, altText }, index) => (
          <li key={picture.id} className={index === 0 ? 'col-span-2' : ''}>
            <div className={`plate rounded-2 ${index === 0 ? 'aspect-[4/3]' : 'aspect-square'}`}>
              <Picture picture={picture} alt={altText} sizes={index === 0 ? '22rem' : '11rem'} isFirst={index === 0} />
            </div>
            {mayWrite && <Moves pictureId={picture.id} altText={altText} number={index + 1} of={pictures.length} />}
          </li>
        ))}
      </ul>
      <div className="mt-3">
        <Refused answer={answer} />
        <Saved answer={answer} words={t('catalog.picturesSaved')} />
      </div>
      {mayWrite && <AddPhotos address={`/api/v1/products/${id}/pictures`} label={t('catalog.addPictures')} />}
    </Section>
  );
}

type MovesProps = { readonly pictureId: string; readonly altText: string; readonly number: number; readonly of: number };

/** What a picture shows, for those who do not see it, and its place. */
function Moves({ pictureId, altText, number, of }: MovesProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const move = (value: string, label: string, isOff: boolean, icon: ReactNode) => (
    <Button type="submit" name="move" value={value} look="quiet" size="small" aria-label={label} disabled={isBusy || isOff}>
      {icon}
    </Button>
  );
  return (
    <Form method="post" preventScrollReset className="mt-1 flex flex-wrap gap-1">
      <input type="hidden" name="intent" value="pictures" />
      <input type="hidden" name="picture" value={pictureId} />
      <input
        key={altText}
        name="altText"
        className="input basis-full text-13"
        defaultValue={altText}
        maxLength={500}
        aria-label={t('catalog.pictureShows', { number })}
        placeholder={t('catalog.pictureShowsHint')}
      />
      {move('describe', t('catalog.describe', { number }), false, <Check className="i" />)}
      {move('earlier', t('catalog.earlier', { number }), number === 1, <ArrowUp className="i" />)}
      {move('later', t('catalog.later', { number }), number === of, <ArrowDown className="i" />)}
      {move('out', t('catalog.takeOut', { number }), false, <X className="i" />)}
    </Form>
  );
}
