import { Globe } from 'lucide-react';
import { useLocation } from 'react-router';
import { LANGUAGE_CODES, LANGUAGES } from '../i18n/languages.ts';
import { usePage } from '../use-page.ts';
import { buttonClass } from './button.tsx';
import { Link } from './link.tsx';

/** This same page in the other languages. */
export function LanguageSwitch({ className }: { className?: string }) {
  const { language } = usePage();
  const { pathname, search } = useLocation();
  return (
    <div className={className}>
      {LANGUAGE_CODES.filter((code) => code !== language).map((code) => {
        const query = new URLSearchParams(search);
        query.set('lang', code);
        return (
          <Link
            key={code}
            to={{ pathname, search: `?${query}` }}
            hrefLang={code}
            lang={code}
            replace
            preventScrollReset
            className={buttonClass({ look: 'quiet' })}
          >
            <Globe className="i" />
            {LANGUAGES[code].name}
          </Link>
        );
      })}
    </div>
  );
}
