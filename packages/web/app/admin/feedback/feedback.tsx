import { Form, useNavigation, useSearchParams } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { CountedField } from '../parts/counted-field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { Route } from './+types/feedback';

export const action = ({ context, url, request }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const form = await request.formData();
    const problem = await submitted(() =>
      operations.platform.sendFeedback(ctx, { words: String(form.get('words') ?? ''), page: String(form.get('page') ?? '').slice(0, 200) }),
    );
    return problem ?? { isSent: true as const };
  });

/** What works, what does not, what is missing: to whoever runs this installation. */
export default function Feedback({ actionData }: Route.ComponentProps) {
  const t = useMessages();
  const [query] = useSearchParams();
  const isBusy = useNavigation().state !== 'idle';
  const isSent = actionData !== undefined && 'isSent' in actionData;
  const told = useProblem(actionData && 'problems' in actionData ? actionData : null, { words: 'feedback.missing' });
  return (
    <div className="mx-auto max-w-[44rem]">
      <PageTitle title={t('feedback.title')} />
      <p className="mt-3 text-ink-2">{t('feedback.lead')}</p>
      {isSent && (
        <div className="mt-5">
          <Notice look="ok">{t('feedback.sent')}</Notice>
        </div>
      )}
      <Form method="post" className="mt-5" key={isSent ? 'sent' : 'open'}>
        <input type="hidden" name="page" value={query.get('from') ?? ''} />
        <CountedField label={t('feedback.words')} name="words" max={4000} value="" rows={6} error={told.of('words')} />
        <Button type="submit" look="ink" className="mt-4" disabled={isBusy}>
          {t('feedback.send')}
        </Button>
      </Form>
    </div>
  );
}
