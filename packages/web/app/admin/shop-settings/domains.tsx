import { Globe } from 'lucide-react';
import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { Route } from './+types/domains';
import { DomainRow } from './domain-row.tsx';
import { OriginsForm } from './origins-form.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    domains: await platform.listDomains(ctx),
    origins: (await platform.getOrigins(ctx)).origins,
    mayWrite: platform.may(ctx.actor, 'shop.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const form = await request.formData();
    const [intent, host] = [String(form.get('intent') ?? ''), String(form.get('host') ?? '')];
    const refusal = await submitted(async () => {
      if (intent === 'add') await platform.addDomain(ctx, { host });
      else if (intent === 'verify') await platform.verifyDomain(ctx, { host });
      else if (intent === 'remove') await platform.removeDomain(ctx, { host });
      else if (intent === 'origins') await platform.setOrigins(ctx, { origins: linesOf(form.get('origins')) });
    });
    return { intent, host, problem: refusal?.data ?? null };
  });

const linesOf = (text: FormDataEntryValue | null): string[] =>
  String(text ?? '')
    .split(/\s+/)
    .filter(Boolean);

/** The shop's own hosts: which lead here, and what is left to do for the others. */
export default function Domains({ loaderData: { domains, origins, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const problemOf = (intent: string) => (actionData?.intent === intent ? actionData.problem : null);
  return (
    <div className="mx-auto flex max-w-[48rem] flex-col gap-10">
      <PageTitle title={t('domains.title')} />
      {mayWrite && <AddForm key={domains.length} problem={problemOf('add')} />}
      <Section title={t('domains.there')}>
        {domains.length === 0 && <EmptyState picture={<Globe className="size-16 stroke-1" />}>{t('domains.none')}</EmptyState>}
        <ul>
          {domains.map((domain) => (
            <DomainRow
              key={domain.host}
              domain={domain}
              problem={actionData?.host === domain.host ? problemOf('verify') : null}
              mayWrite={mayWrite}
            />
          ))}
        </ul>
      </Section>
      <OriginsForm
        origins={origins}
        problem={problemOf('origins')}
        isSaved={actionData?.intent === 'origins' && actionData.problem === null}
        mayWrite={mayWrite}
      />
    </div>
  );
}

function AddForm({ problem }: { problem: Problem | null }) {
  const t = useMessages();
  const told = useProblem(problem, { host: 'domains.error.host' });
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('domains.add')}>
      <p className="mb-4 text-ink-2">{t('domains.lead')}</p>
      <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-wrap items-end gap-4">
        {told.rest && <Notice look="bad">{told.rest}</Notice>}
        <Field className="min-w-0 grow" label={t('domains.host')} error={told.of('host')}>
          {(tie) => <input {...tie} name="host" dir="ltr" inputMode="url" autoComplete="off" placeholder="shop.example.com" required />}
        </Field>
        <Button type="submit" name="intent" value="add" look="ink">
          {t('domains.addNow')}
        </Button>
      </Form>
    </Section>
  );
}
