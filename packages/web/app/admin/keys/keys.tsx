import { KeyRound } from 'lucide-react';
import { data } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import type { KeyView } from '../types.ts';
import type { Route } from './+types/keys';
import { KeyRow } from './key-row.tsx';
import { MakeKeyForm } from './make-key-form.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    keys: await platform.listApiKeys(ctx),
    // What one may do oneself, a key of one's own may do.
    scopes: platform.may(ctx.actor, 'keys.write') ? platform.KEY_SCOPES.filter((scope) => platform.may(ctx.actor, scope)) : [],
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const form = await request.formData();
    const intent = String(form.get('intent') ?? '');
    let made: string | undefined;
    const refusal = await submitted(async () => {
      if (intent === 'revoke') await platform.revokeApiKey(ctx, { id: String(form.get('id') ?? '') });
      if (intent === 'make') made = (await platform.makeApiKey(ctx, readKey(form, platform.KEY_SCOPES))).key;
    });
    if (!refusal) return data({ made, problem: undefined });
    return data({ made: undefined, problem: refusal.data }, { status: 422 });
  });

function readKey<Scope extends string>(form: FormData, known: readonly Scope[]) {
  const days = Number(form.get('days'));
  const wished = form.getAll('scopes');
  return {
    name: String(form.get('name') ?? ''),
    scopes: known.filter((scope) => wished.includes(scope)),
    ...(days > 0 && { expiresInDays: days }),
  };
}

export default function Keys({ loaderData: { keys, scopes }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[48rem]">
      <PageTitle title={t('keys.title')} />
      <div className="mt-8 flex flex-col gap-10">
        {actionData?.made && <NewKey text={actionData.made} />}
        {scopes.length > 0 && <MakeKeyForm key={actionData?.made} scopes={scopes} problem={actionData?.problem} />}
        <KeyList keys={keys} mayRevoke={scopes.length > 0} />
      </div>
    </div>
  );
}

function NewKey({ text }: { text: string }) {
  const t = useMessages();
  return (
    <div>
      <Notice look="warn">{t('keys.once')}</Notice>
      <code className="mt-3 block select-all wrap-anywhere" dir="ltr">
        {text}
      </code>
    </div>
  );
}

function KeyList({ keys, mayRevoke }: { keys: readonly KeyView[]; mayRevoke: boolean }) {
  const t = useMessages();
  return (
    <Section title={t('keys.there')}>
      {keys.length === 0 && <EmptyState picture={<KeyRound className="size-16 stroke-1" />}>{t('keys.none')}</EmptyState>}
      <ul>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} mayRevoke={mayRevoke} />
        ))}
      </ul>
    </Section>
  );
}
