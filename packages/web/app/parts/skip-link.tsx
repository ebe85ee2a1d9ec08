import { useMessages } from '../i18n/use-messages.tsx';

/** First on every page: takes the keyboard past the navigation to `#content`. */
export function SkipLink() {
  const t = useMessages();
  return (
    <a href="#content" className="btn btn-ink absolute start-4 top-2 z-10 -translate-y-24 focus-visible:translate-y-0">
      {t('skip.content')}
    </a>
  );
}
