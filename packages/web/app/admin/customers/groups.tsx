import { UsersRound } from 'lucide-react';
import { data, Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { CustomerGroup } from '../types.ts';
import type { Route } from './+types/groups';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    groups: await commerce.listCustomerGroups(ctx),
    mayWrite: platform.may(ctx.actor, 'customers.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const read = (name: string) => String(form.get(name) ?? '');
    const [intent, id, name] = [read('intent'), read('id'), read('name')];
    const refusal = await submitted(async () => {
      if (intent === 'make') await commerce.createCustomerGroup(ctx, { name });
      if (intent === 'rename') await commerce.renameCustomerGroup(ctx, { id, name });
      if (intent === 'delete') await commerce.deleteCustomerGroup(ctx, { id });
    });
    if (!refusal) return data({ problem: undefined });
    return data({ problem: refusal.data }, { status: 422 });
  });

export default function Groups({ loaderData: { groups, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const problem = actionData?.problem;
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/customers`}>
      {t('nav.customers')}
    </Link>
  );
  return (
    <div className="mx-auto max-w-[48rem]">
      <PageTitle title={t('customers.groups')} above={back} />
      <div className="mt-8 flex flex-col gap-10">
        {problem && <Notice look="bad">{t(problem.code === 'conflict' ? 'customers.groupTaken' : 'customers.groupError')}</Notice>}
        {mayWrite && (
          <Section title={t('customers.makeGroup')}>
            <p className="mb-4 text-ink-2">{t('customers.groupLead')}</p>
            <NameForm key={groups.length} intent="make" submit={t('customers.make')} />
          </Section>
        )}
        <Section title={t('customers.groupsThere')}>
          {groups.length === 0 && <EmptyState picture={<UsersRound className="size-16 stroke-1" />}>{t('customers.noGroups')}</EmptyState>}
          <ul>
            {groups.map((group) => (
              <GroupRow key={group.id} group={group} mayWrite={mayWrite} />
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function GroupRow({ group: { id, name, count }, mayWrite }: { group: CustomerGroup; mayWrite: boolean }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <li className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b border-line py-4">
      <div className="min-w-0">
        <bdi className="font-medium wrap-anywhere">{name}</bdi>
        <Link className="link block text-14" to={`/admin/${shop.slug}/customers?group=${id}`}>
          {t('customers.count', { count })}
        </Link>
      </div>
      {mayWrite && (
        <div className="flex flex-wrap items-end gap-2">
          <NameForm key={name} intent="rename" submit={t('customers.rename')} group={{ id, name }} />
          <ConfirmDialog
            trigger={t('customers.deleteGroup')}
            title={t('customers.deleteGroupTitle', { name })}
            keep={t('customers.keepGroup')}
            confirm={t('customers.deleteGroup')}
            intent="delete"
            fields={{ id }}
          >
            {t('customers.deleteGroupText')}
          </ConfirmDialog>
        </div>
      )}
    </li>
  );
}

type NameFormProps = { readonly intent: string; readonly submit: string; readonly group?: { readonly id: string; readonly name: string } };

function NameForm({ intent, submit, group }: NameFormProps) {
  const t = useMessages();
  const label = group ? t('customers.nameOfGroup', { name: group.name }) : t('customers.groupName');
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-2">
      {group && <input type="hidden" name="id" value={group.id} />}
      <Field label={label} className="grow">
        {(tie) => <input {...tie} name="name" defaultValue={group?.name} autoComplete="off" maxLength={80} dir="auto" required />}
      </Field>
      <Button type="submit" name="intent" value={intent}>
        {submit}
      </Button>
    </Form>
  );
}
