import { Form, redirect, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Webhook } from '../types.ts';
import type { Route } from './+types/webhook';
import { changeWebhook } from './change-webhook.ts';
import { DELIVERY_STATES, DeliveryLog } from './delivery-log.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { WebhookActions } from './webhook-actions.tsx';
import { WEBHOOK_SENTENCES, WebhookFields } from './webhook-fields.tsx';
import { WebhookPill } from './webhook-pill.tsx';

export const loader = ({ context, url, params: { webhookId: id } }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const state = DELIVERY_STATES.find((known) => known === url.searchParams.get('state'));
    const cursor = url.searchParams.get('cursor');
    return {
      webhook: await platform.getWebhookEndpoint(ctx, { id }),
      log: await platform.listWebhookDeliveries(ctx, { id, ...(state && { state }), ...(cursor && { cursor }) }),
      state: state ?? '',
      kinds: platform.WEBHOOK_EVENT_NAMES,
    };
  });

export const action = ({ request, context, url, params: { webhookId: id } }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const form = await request.formData();
    let done: Awaited<ReturnType<typeof changeWebhook>> = {};
    const refused = await submitted(async () => {
      done = await changeWebhook(platform, ctx, { id, form });
    });
    if (!refused && form.get('intent') === 'remove') throw redirect('..', { status: 303 });
    return refused ?? done;
  });

/** One webhook: whether it is well, what it wants, and everything that was sent to it. */
export default function WebhookPage({ loaderData: { webhook, log, state, kinds }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const refused = actionData && 'problems' in actionData ? actionData : null;
  const done = actionData && !('problems' in actionData) ? actionData : {};
  return (
    <div className="mx-auto max-w-[68rem]">
      <Head webhook={webhook} />
      {done.secret && <ShownSecret secret={done.secret} />}
      {done.replayed !== undefined && (
        <div className="mt-5">
          <Notice look="live">{t('webhooks.replayed', { count: done.replayed })}</Notice>
        </div>
      )}
      {webhook.state === 'on' && webhook.failingSince && (
        <div className="mt-5">
          <Notice look="warn">{t('webhooks.failingSince', { moment: formats.moment(webhook.failingSince) })}</Notice>
        </div>
      )}
      {(webhook.state === 'gone' || webhook.state === 'failing') && (
        <div className="mt-5">
          <Notice look="bad">{t(`webhooks.why.${webhook.state}`)}</Notice>
        </div>
      )}
      <div className="mt-8 flex flex-col gap-10">
        <DeliveryLog deliveries={log.items} next={log.next} state={state} mayReplay={webhook.state === 'on'} />
        {webhook.state === 'on' && <ReplaySince />}
        <ChangeWebhook webhook={webhook} kinds={kinds} refused={refused} />
      </div>
    </div>
  );
}

function Head({ webhook }: { webhook: Webhook }) {
  const t = useMessages();
  const { shop } = useShell();
  const { host } = new URL(webhook.url);
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/settings/webhooks`} room={t('webhooks.title')} here={host} />}
      title={host}
      facts={
        <>
          <WebhookPill webhook={webhook} />
          <span>{t('webhooks.kinds', { count: webhook.events.length })}</span>
          <bdi>{webhook.description}</bdi>
        </>
      }
      actions={<WebhookActions webhook={webhook} />}
    />
  );
}

const SPANS = [1, 24, 168] as const;

/** Everything since a while ago is sent again. */
function ReplaySince() {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Section title={t('webhooks.replaySince')}>
      <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-4">
        <Field label={t('webhooks.since')} hint={t('webhooks.replayHint')}>
          {(tie) => (
            <select {...tie} name="hours" defaultValue={24}>
              {SPANS.map((hours) => (
                <option key={hours} value={hours}>
                  {t('webhooks.span', { hours })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button type="submit" name="intent" value="replay-since" disabled={isBusy}>
          {t('webhooks.again')}
        </Button>
      </Form>
    </Section>
  );
}

type ChangeWebhookProps = { readonly webhook: Webhook; readonly kinds: readonly string[]; readonly refused: Problem | null };

function ChangeWebhook({ webhook, kinds, refused }: ChangeWebhookProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(refused, WEBHOOK_SENTENCES);
  return (
    <Section title={t('webhooks.change')}>
      <Form method="post" noValidate preventScrollReset>
        <WebhookFields kinds={kinds} webhook={webhook} errorOf={told.of} />
        {told.rest && (
          <div className="mt-5">
            <Notice look="bad">{told.rest}</Notice>
          </div>
        )}
        <Button type="submit" name="intent" value="change" className="mt-6" disabled={isBusy}>
          {t('webhooks.save')}
        </Button>
      </Form>
    </Section>
  );
}
