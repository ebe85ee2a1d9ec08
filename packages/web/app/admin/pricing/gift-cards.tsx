import { Gift } from 'lucide-react';
import { data, Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { GiftCard } from '../types.ts';
import type { Route } from './+types/gift-cards';
import { TextField } from './pricing-fields.tsx';
import { readAmount, readMoment, textIn } from './read-pricing.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  value: 'pricing.amountError',
  note: 'pricing.noteError',
  expiresAt: 'pricing.momentError',
};

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const cursor = url.searchParams.get('cursor');
    return {
      ...(await commerce.listGiftCards(ctx, cursor ? { cursor } : {})),
      currency: ctx.shop.currency,
      mayWrite: platform.may(ctx.actor, 'pricing.write'),
    };
  });

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const intent = textIn(form, 'intent');
    const currency = textIn(form, 'currency').toUpperCase();
    let code = '';
    const refused = await submitted(async () => {
      if (intent === 'issue') {
        const value = { amount: readAmount(textIn(form, 'amount'), currency) ?? 0, currency };
        const expiresAt = readMoment(textIn(form, 'expiresAt'), ctx.shop.timeZone);
        ({ code } = await commerce.issueGiftCard(ctx, { value, note: textIn(form, 'note'), expiresAt }));
      }
      if (intent === 'block' || intent === 'open')
        await commerce.setGiftCardState(ctx, { id: textIn(form, 'id'), state: intent === 'block' ? 'blocked' : 'open' });
    });
    return refused ? data({ code, problem: refused.data }, { status: 422 }) : { code, problem: undefined };
  });

/** The gift cards of the shop, and a form to issue one. */
export default function GiftCards({ loaderData: { items, next, currency, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const told = useProblem(actionData?.problem, SENTENCES);
  const form = useFocusOnProblem(actionData?.problem);
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('pricing.giftCards')} />
      {actionData?.code && (
        <div className="mt-5">
          <Notice look="warn">
            {t('pricing.codeOnce')}
            <code dir="ltr" className="mt-1 block select-all font-medium">
              {actionData.code}
            </code>
          </Notice>
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState picture={<Gift className="size-16 stroke-1" />}>{t('pricing.noCards')}</EmptyState>
      ) : (
        <CardTable cards={items} mayWrite={mayWrite} />
      )}
      <Pager next={next} />
      {mayWrite && (
        <Section title={t('pricing.issueCard')} className="mt-10">
          <Form ref={form} key={actionData?.code} method="post" noValidate className="flex max-w-xl flex-col gap-5">
            {told.rest && <Notice look="bad">{told.rest}</Notice>}
            <TextField label={t('pricing.amount')} name="amount" error={told.of('value')} isCode required />
            <TextField label={t('pricing.currency')} name="currency" value={currency} isCode longest={3} required />
            <TextField label={t('pricing.note')} name="note" error={told.of('note')} longest={200} />
            <TextField label={t('pricing.expires')} name="expiresAt" type="datetime-local" error={told.of('expiresAt')} />
            <div>
              <Button type="submit" name="intent" value="issue" look="ink">
                {t('pricing.issueCard')}
              </Button>
            </div>
          </Form>
        </Section>
      )}
    </div>
  );
}

function CardTable({ cards, mayWrite }: { cards: readonly GiftCard[]; mayWrite: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('pricing.card')}</th>
          <th className="num">{t('pricing.balance')}</th>
          <th className="max-sm:hidden">{t('pricing.issued')}</th>
          {mayWrite && <th>{t('pricing.state')}</th>}
        </tr>
      </thead>
      <tbody>
        {cards.map(({ id, ending, balance, state, note, createdAt }) => (
          <tr key={id}>
            <td className="wrap-anywhere">
              <code dir="ltr">…{ending}</code>
              {note && <bdi className="block text-12 text-ink-2">{note}</bdi>}
            </td>
            <td className="num">
              <Money money={balance} />
            </td>
            <td className="text-ink-2 max-sm:hidden">
              <time dateTime={createdAt}>{formats.moment(createdAt)}</time>
            </td>
            {mayWrite && (
              <td>
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="id" value={id} />
                  <Button
                    type="submit"
                    name="intent"
                    value={state === 'open' ? 'block' : 'open'}
                    size="small"
                    aria-label={t(state === 'open' ? 'pricing.blockCard' : 'pricing.openCard', { ending })}
                  >
                    {t(state === 'open' ? 'pricing.block' : 'pricing.unblock')}
                  </Button>
                </Form>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
