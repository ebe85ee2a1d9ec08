import { Webhook as WebhookIcon } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { Webhook } from '../types.ts';
import type { Route } from './+types/webhooks';
import { readWebhook } from './read-webhook.ts';
import { ShownSecret } from './shown-secret.tsx';
import { WEBHOOK_SENTENCES, WebhookFields } from './webhook-fields.tsx';
import { WebhookPill } from './webhook-pill.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    webhooks: await platform.listWebhookEndpoints(ctx),
    kinds: platform.WEBHOOK_EVENT_NAMES,
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const wanted = readWebhook(await request.formData());
    let secret = '';
    const refused = await submitted(async () => {
      secret = (await platform.createWebhookEndpoint(ctx, wanted)).secret;
    });
    return refused ?? { secret };
  });

/** The addresses that the shop's events are told to, and a form for one more. */
export default function Webhooks({ loaderData: { webhooks, kinds }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const secret = actionData && 'secret' in actionData ? actionData.secret : undefined;
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('webhooks.title')} />
      {secret && <ShownSecret secret={secret} />}
      {webhooks.length > 0 ? (
        <WebhookTable webhooks={webhooks} />
      ) : (
        <EmptyState picture={<WebhookIcon className="size-16 stroke-1" />}>{t('webhooks.none')}</EmptyState>
      )}
      <AddWebhook key={secret} kinds={kinds} refused={actionData && 'problems' in actionData ? actionData : null} />
    </div>
  );
}

function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('webhooks.url')}</th>
          <th className="max-sm:hidden">{t('webhooks.which')}</th>
          <th>{t('webhooks.stands')}</th>
          <th className="num max-sm:hidden">{t('webhooks.waiting')}</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <tr key={webhook.id}>
            <td className="wrap-anywhere">
              <Link className="link font-medium" to={webhook.id} dir="ltr">
                {webhook.url}
              </Link>
              {webhook.description && <bdi className="block text-12 text-ink-2">{webhook.description}</bdi>}
            </td>
            <td className="max-sm:hidden">{t('webhooks.kinds', { count: webhook.events.length })}</td>
            <td>
              <WebhookPill webhook={webhook} />
            </td>
            <td className="num max-sm:hidden">{formats.number(webhook.waiting)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AddWebhook({ kinds, refused }: { kinds: readonly string[]; refused: Problem | null }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(refused, WEBHOOK_SENTENCES);
  const form = useFocusOnProblem(refused);
  return (
    <Section title={t('webhooks.add')} className="mt-10">
      <Form ref={form} method="post" noValidate preventScrollReset>
        <WebhookFields kinds={kinds} errorOf={told.of} />
        {told.rest && (
          <div className="mt-5">
            <Notice look="bad">{told.rest}</Notice>
          </div>
        )}
        <Button type="submit" look="ink" className="mt-6" disabled={isBusy}>
          {t('webhooks.addConfirm')}
        </Button>
      </Form>
    </Section>
  );
}
