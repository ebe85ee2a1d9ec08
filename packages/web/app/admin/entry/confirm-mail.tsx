import { data, Form, Link } from 'react-router';
import { webContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { problemOf } from '../../problems.ts';
import { Entrance } from '../entrance.tsx';
import { asPage } from '../room.ts';
import type { Route } from './+types/confirm-mail';

/** Opening the link changes nothing yet: programs that look into mail open links too. */
export async function action({ context, params: { token } }: Route.ActionArgs) {
  const web = context.get(webContext);
  const outcome = await asPage(
    web,
    web.operations.platform.confirmMailChange(web.installation, { token }).then(
      () => 'done' as const,
      (error: unknown) => {
        const code = problemOf(error)?.code;
        if (code === 'not_found' || code === 'conflict') return 'gone' as const;
        throw error;
      },
    ),
  );
  return data(outcome, { status: outcome === 'done' ? 200 : 404 });
}

export default function ConfirmMail({ actionData }: Route.ComponentProps) {
  return (
    <Entrance>
      <Confirm outcome={actionData} />
    </Entrance>
  );
}

function Confirm({ outcome }: { outcome: 'done' | 'gone' | undefined }) {
  const t = useMessages();
  return (
    <>
      <title>{`${t('confirmMail.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('confirmMail.title')}</h1>
      <div className="mt-5 flex flex-col gap-5">
        {outcome === 'done' && <Notice look="ok">{t('confirmMail.done')}</Notice>}
        {outcome === 'gone' && <Notice look="warn">{t('confirmMail.gone')}</Notice>}
        {!outcome && (
          <Form method="post">
            <Button type="submit" look="ink">
              {t('confirmMail.submit')}
            </Button>
          </Form>
        )}
        {outcome && (
          <Link className="link" to="/admin/account">
            {t('confirmMail.account')}
          </Link>
        )}
      </div>
    </>
  );
}
