import { Moon, Sun } from 'lucide-react';
import { Form, useLocation } from 'react-router';
import { useMessages } from '../i18n/use-messages.tsx';
import { buttonClass } from './button.tsx';

/** Light or dark: offers the one that is not shown. Until someone chooses, the system decides. */
export function SchemeSwitch() {
  const t = useMessages();
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action="/scheme" replace preventScrollReset>
      <input type="hidden" name="back" value={`${pathname}${search}`} />
      <button
        type="submit"
        name="scheme"
        value="dark"
        title={t('scheme.dark')}
        aria-label={t('scheme.dark')}
        className={buttonClass({ look: 'quiet', className: 'btn-icon dark:hidden' })}
      >
        <Moon className="i i-20" />
      </button>
      <button
        type="submit"
        name="scheme"
        value="light"
        title={t('scheme.light')}
        aria-label={t('scheme.light')}
        className={buttonClass({ look: 'quiet', className: 'btn-icon hidden dark:inline-flex' })}
      >
        <Sun className="i i-20" />
      </button>
    </Form>
  );
}
