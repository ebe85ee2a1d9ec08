import { data, Form, redirect, useNavigation } from 'react-router';
import { webContext } from '../context.ts';
import { useMessages } from '../i18n/use-messages.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Problem } from '../problems.ts';
import type { Route } from './+types/new-shop';
import { Entrance } from './entrance.tsx';
import { useFocusOnProblem } from './parts/use-focus-on-problem.ts';
import { useProblem } from './parts/use-problem.ts';
import { signInAddress, submitted } from './room.ts';

/** Whoever owns a shop may make another. */
export function loader({ context, url }: Route.LoaderArgs) {
  const { staff } = context.get(webContext);
  if (!staff) throw redirect(signInAddress(url));
  if (!staff.shops.some(({ role }) => role === 'owner')) throw data(null, { status: 403 });
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const { installation, operations } = context.get(webContext);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const shop = {
    ...{ slug: text('slug'), name: text('name'), country: text('country').toUpperCase(), currency: text('currency').toUpperCase() },
    ...{ taxBps: 0, shippingFlat: 0 }, // to be set in its settings, where they have their words
  };
  const refusal = await submitted(() => operations.platform.openShop(installation, shop));
  if (!refusal) throw redirect(`/admin/${shop.slug}/settings/shop`);
  return refusal;
}

export default function NewShop({ actionData }: Route.ComponentProps) {
  return (
    <Entrance>
      <NewShopForm problem={actionData} />
    </Entrance>
  );
}

const SENTENCES = {
  slug: 'newShop.error.slug',
  name: 'shopSettings.error.name',
  country: 'shopSettings.error.country',
  currency: 'newShop.error.currency',
} as const;

function NewShopForm({ problem }: { problem: Problem | undefined }) {
  const t = useMessages();
  const isSending = useNavigation().state === 'submitting';
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem);
  return (
    <>
      <title>{`${t('newShop.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('newShop.title')}</h1>
      <p className="mt-2 text-ink-2">{t('newShop.lead')}</p>
      <Form ref={form} method="post" noValidate className="mt-6 flex flex-col gap-5">
        {told.rest && <Notice look="bad">{told.rest}</Notice>}
        <Field label={t('shopSettings.name')} error={told.of('name')}>
          {(tie) => <input {...tie} name="name" dir="auto" maxLength={120} autoComplete="organization" required />}
        </Field>
        <Field label={t('newShop.slug')} hint={t('newShop.slugHint')} error={told.of('slug')}>
          {(tie) => <input {...tie} name="slug" dir="ltr" maxLength={40} autoComplete="off" required />}
        </Field>
        <Field label={t('shopSettings.country')} error={told.of('country')}>
          {(tie) => <input {...tie} name="country" dir="ltr" maxLength={2} autoComplete="country" required />}
        </Field>
        <Field label={t('newShop.currency')} error={told.of('currency')}>
          {(tie) => <input {...tie} name="currency" dir="ltr" maxLength={3} autoComplete="off" required />}
        </Field>
        <div>
          <Button type="submit" look="ink" aria-disabled={isSending}>
            {t('newShop.make')}
          </Button>
        </div>
      </Form>
    </>
  );
}
