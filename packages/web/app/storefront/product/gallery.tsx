import { Film } from '../../parts/film.tsx';
import { Picture } from '../../parts/picture.tsx';
import type { ShownProduct } from './shown-product.ts';

const WIDE = '(min-width: 86rem) 46rem, (min-width: 64rem) 56vw, 100vw';
const HALF = '(min-width: 86rem) 23rem, (min-width: 64rem) 28vw, 48vw';

/** The first picture wide, the film below it, the other pictures two by two. */
export function Gallery({ product: { pictures, films, title } }: { product: ShownProduct }) {
  const [first, ...others] = pictures;
  const film = films.find(({ shape }) => shape === '16:9') ?? films[0];
  return (
    <div className="grid grid-cols-2 gap-3 self-start lg:col-span-7 lg:gap-4">
      {first && (
        <div className="plate col-span-2 aspect-[4/3] rounded-2">
          <Picture picture={first.picture} alt={first.altText} sizes={WIDE} isFirst />
        </div>
      )}
      {film && (
        <div className="plate col-span-2 aspect-video rounded-2">
          <Film film={film} title={title} />
        </div>
      )}
      {others.map(({ id, picture, altText }, index) => {
        const standsAlone = index === others.length - 1 && others.length % 2 === 1;
        return (
          <div key={id} className={`plate rounded-1 ${standsAlone ? 'col-span-2 aspect-[4/3]' : 'aspect-[4/5]'}`}>
            <Picture picture={picture} alt={altText} sizes={standsAlone ? WIDE : HALF} />
          </div>
        );
      })}
    </div>
  );
}
