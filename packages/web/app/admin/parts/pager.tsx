import { useSearchParams } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';

/** The way to the next page of a list, and back to its start. `next` is the cursor that the operation gave. */
export function Pager({ next }: { next: string | null }) {
  const t = useMessages();
  const [query] = useSearchParams();
  const isFirst = !query.has('cursor');
  if (isFirst && next === null) return null;
  const withCursor = (cursor: string | null) => {
    const changed = new URLSearchParams(query);
    if (cursor === null) changed.delete('cursor');
    else changed.set('cursor', cursor);
    return `?${changed}`;
  };
  return (
    <nav className="mt-5 flex gap-2" aria-label={t('pager.label')}>
      {!isFirst && <ButtonLink to={withCursor(null)}>{t('pager.first')}</ButtonLink>}
      {next !== null && <ButtonLink to={withCursor(next)}>{t('pager.next')}</ButtonLink>}
    </nav>
  );
}
