import { Hand } from 'lucide-react';
import { data } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/review';
import { decide } from './decide.ts';
import { ReviewItems } from './review-items.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const state = url.searchParams.get('state') === 'decided' ? ('decided' as const) : ('open' as const);
    return { state, items: await platform.listReviewItems(ctx, { state }), mayDecide: platform.may(ctx.actor, 'reviews.write') };
  });

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async (room) => {
    const form = await request.formData();
    const refusal = await submitted(() => decide(room, form));
    return refusal ? data({ item: String(form.get('item')), problem: refusal.data }, { status: 422 }) : null;
  });

export default function Review({ loaderData: { state, items, mayDecide }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const choices = [
    { value: '', label: t('review.open') },
    { value: 'decided', label: t('review.decided') },
  ];
  const refused = actionData && {
    id: actionData.item,
    message: t(actionData.problem.code === 'conflict' ? 'approval.conflict' : 'review.noteNeeded'),
  };
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('review.title')} />
      <FilterTabs label={t('launches.filter')} name="state" current={state === 'open' ? '' : state} choices={choices} />
      {items.length === 0 ? (
        <EmptyState picture={<Hand className="size-16 stroke-1" />}>
          {t(state === 'open' ? 'review.none' : 'review.noneDecided')}
        </EmptyState>
      ) : (
        <ReviewItems
          items={items}
          mayDecide={mayDecide}
          hrefOf={({ subjectId }) => `/admin/${shop.slug}/launches/${subjectId}`}
          refused={refused}
        />
      )}
    </div>
  );
}
