import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useMessages } from '../i18n/use-messages.tsx';
import { usePage } from '../use-page.ts';
import { buttonClass } from './button.tsx';

/** The statuses with words of their own; every other failure is told as 500. */
const TOLD = [403, 404, 503, 500] as const;

/** What happened, what it means for the reader's data, what to do next, and the id to quote. */
export function ErrorPage({ home }: { home: { readonly href: string; readonly label: string } }) {
  const t = useMessages();
  const { requestId } = usePage();
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const told = TOLD.find((known) => known === status) ?? 500;
  const title = t(`error.${told}.title`);
  return (
    <div className="flex max-w-[44rem] flex-col items-start gap-4">
      <title>{title}</title>
      <p className="text-14 text-ink-2">{status}</p>
      <h1 className="display text-36 lg:text-48">{title}</h1>
      <p className="text-18 text-ink-2">{t(`error.${told}.meaning`)}</p>
      <p className="text-18">{t(`error.${told}.next`)}</p>
      <Link to={home.href} className={buttonClass({ look: 'ink', className: 'mt-2' })}>
        {home.label}
      </Link>
      {requestId && (
        <p className="text-14 text-ink-2">
          {t('error.requestId')} <code dir="ltr">{requestId}</code>
        </p>
      )}
    </div>
  );
}
