import { LogOut } from 'lucide-react';
import { Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import { SchemeSwitch } from '../../parts/scheme-switch.tsx';
import { useShell } from './use-shell.ts';

/** Who is signed in, how they see pages, and the way out. */
export function Account() {
  const t = useMessages();
  const { person } = useShell();
  return (
    <div className="mt-3 border-t border-line pt-3">
      <div className="flex items-center gap-2.5 px-2">
        <span className="mark rounded-full" aria-hidden="true">
          {initials(person.name)}
        </span>
        <Link className="min-w-0 grow hover:underline" to="/admin/account" title={t('account.title')}>
          <span className="block truncate">{person.name}</span>
          <span className="block text-12 text-ink-2">{t(`role.${person.role}`)}</span>
        </Link>
        <Form method="post" action="/admin/sign-out">
          <button
            type="submit"
            className={buttonClass({ look: 'quiet', className: 'btn-icon' })}
            title={t('nav.signOut')}
            aria-label={t('nav.signOut')}
          >
            <LogOut className="i i-turn" />
          </button>
        </Form>
      </div>
      <div className="mt-1 flex items-center justify-between">
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </div>
  );
}

/** "Caterina Baldi" as "CB". */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
