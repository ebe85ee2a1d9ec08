import type { ReactNode } from 'react';
import { adminCatalogue } from '../i18n/admin.ts';
import { MessagesProvider } from '../i18n/use-messages.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { SchemeSwitch } from '../parts/scheme-switch.tsx';
import { SkipLink } from '../parts/skip-link.tsx';
import { Mark } from './shell/mark.tsx';

/** The frame of the pages before a shop is entered. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <MessagesProvider catalogue={adminCatalogue}>
      <SkipLink />
      <header className="flex items-center gap-3 px-4 py-3 lg:px-10">
        <Mark />
        <span className="grow font-semibold" translate="no">
          Bottega
        </span>
        <LanguageSwitch />
        <SchemeSwitch />
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-[26rem] px-4 pt-[max(2.5rem,12vh)] pb-16 outline-none">
        {children}
      </main>
    </MessagesProvider>
  );
}
