import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { MemberView, Role } from '../types.ts';
import { RoleSelect } from './role-select.tsx';

type MemberRowProps = { readonly member: MemberView; readonly isMe: boolean; readonly roles: readonly Role[] };

/** A member, with what one may do about them: nothing to somebody above oneself. */
export function MemberRow({ member, isMe, roles }: MemberRowProps) {
  const t = useMessages();
  const mayChange = roles.includes(member.role);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 grow basis-48">
        <span className="block font-medium wrap-anywhere">
          <bdi>{member.name}</bdi>
          {isMe && ` · ${t('members.you')}`}
        </span>
        <span className="block text-ink-2 wrap-anywhere">
          <bdi>{member.email}</bdi>
        </span>
      </span>
      {mayChange ? <RoleForm member={member} roles={roles} /> : <span className="text-ink-2">{t(`role.${member.role}`)}</span>}
      {(mayChange || isMe) && (
        <ConfirmDialog
          trigger={t(isMe ? 'members.leave' : 'members.remove')}
          title={t(isMe ? 'members.leaveTitle' : 'members.removeTitle', { name: member.name })}
          keep={t('members.keep')}
          confirm={t(isMe ? 'members.leave' : 'members.remove')}
          intent="remove"
          fields={{ id: member.id }}
        >
          {t('members.removeText')}
        </ConfirmDialog>
      )}
    </li>
  );
}

function RoleForm({ member, roles }: Omit<MemberRowProps, 'isMe'>) {
  const t = useMessages();
  return (
    <Form method="post" preventScrollReset className="flex items-center gap-2">
      <input type="hidden" name="id" value={member.id} />
      <RoleSelect key={member.role} roles={roles} defaultValue={member.role} aria-label={t('members.roleOf', { name: member.name })} />
      <Button type="submit" size="small" name="intent" value="role" aria-label={t('members.changeOf', { name: member.name })}>
        {t('members.change')}
      </Button>
    </Form>
  );
}
