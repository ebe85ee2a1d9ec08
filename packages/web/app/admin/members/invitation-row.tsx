import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import type { InvitationView } from '../types.ts';

type InvitationRowProps = { readonly invitation: InvitationView; readonly mayWithdraw: boolean };

export function InvitationRow({ invitation, mayWithdraw }: InvitationRowProps) {
  const t = useMessages();
  const formats = useFormats();
  const { id, email, role, expiresAt } = invitation;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 grow basis-48">
        <span className="block font-medium wrap-anywhere">
          <bdi>{email}</bdi>
        </span>
        <span className="block text-ink-2">
          {t(`role.${role}`)}
          {t('list.comma')}
          {t('members.until', { moment: formats.moment(expiresAt) })}
        </span>
      </span>
      {mayWithdraw && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="id" value={id} />
          <Button type="submit" size="small" name="intent" value="withdraw" aria-label={t('members.withdrawOf', { email })}>
            {t('members.withdraw')}
          </Button>
        </Form>
      )}
    </li>
  );
}
