import { useSearchParams } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';

/** The way to the next page of a list, and back to its start. `next` is the cursor that the operation gave. */
export function Pager({ next }: { next: string | null }) {
  const t = useMessages();
  const [query] = useSearchParams();
  const isFirst = !query.has('after');
  if (isFirst && next === null) return null;
  const withAfter = (after: string | null) => {
    const changed = new URLSearchParams(query);
    if (after === null) changed.delete('after');
    else changed.set('after', after);
    return `?${changed}`;
  };
  return (
    <nav className="mt-5 flex gap-2" aria-label={t('pager.label')}>
      {!isFirst && <ButtonLink to={withAfter(null)}>{t('pager.first')}</ButtonLink>}
      {next !== null && <ButtonLink to={withAfter(next)}>{t('pager.next')}</ButtonLink>}
    </nav>
  );
}
