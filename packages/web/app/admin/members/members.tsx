import { UserRound } from 'lucide-react';
import { data } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import type { Role } from '../types.ts';
import type { Route } from './+types/members';
import { InvitationRow } from './invitation-row.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberRow } from './member-row.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform }, staff }) => {
    const mine = ctx.actor.type === 'staff' ? ctx.actor.role : 'viewer';
    return {
      ...(await platform.listMembers(ctx)),
      me: staff.id,
      // The roles that one may give and take: one's own and those below it.
      roles: platform.may(ctx.actor, 'members.write') ? platform.ROLES.slice(platform.ROLES.indexOf(mine)) : [],
    };
  });

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const form = await request.formData();
    const read = (name: string) => String(form.get(name) ?? '');
    const [intent, id, role] = [read('intent'), read('id'), read('role') as Role];
    const refusal = await submitted(async () => {
      if (intent === 'invite') await platform.inviteMember(ctx, { email: read('email'), role });
      if (intent === 'withdraw') await platform.withdrawInvitation(ctx, { id });
      if (intent === 'role') await platform.changeRole(ctx, { id, role });
      if (intent === 'remove') await platform.removeMember(ctx, { id });
    });
    if (!refusal) return data({ intent, problem: undefined });
    return data({ intent, problem: refusal.data }, { status: 422 });
  });

export default function Members({ loaderData: { members, invitations, me, roles }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const refused = actionData?.problem && actionData.intent !== 'invite';
  return (
    <div className="mx-auto max-w-[48rem]">
      <PageTitle title={t('members.title')} />
      <div className="mt-8 flex flex-col gap-10">
        {refused && <Notice look="bad">{t(actionData.problem?.code === 'conflict' ? 'members.lastOwner' : 'form.refused')}</Notice>}
        {roles.length > 0 && (
          <InviteForm
            roles={roles}
            problem={actionData?.intent === 'invite' ? actionData.problem : undefined}
            isSent={actionData?.intent === 'invite' && !actionData.problem}
          />
        )}
        <Section title={t('members.here')}>
          {members.length === 0 && <EmptyState picture={<UserRound className="size-16 stroke-1" />}>{t('members.none')}</EmptyState>}
          <ul>
            {members.map((member) => (
              <MemberRow key={member.id} member={member} isMe={member.id === me} roles={roles} />
            ))}
          </ul>
        </Section>
        {invitations.length > 0 && (
          <Section title={t('members.invited')}>
            <ul>
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} mayWithdraw={roles.length > 0} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    </div>
  );
}
