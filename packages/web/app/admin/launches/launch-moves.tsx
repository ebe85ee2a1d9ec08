import { Check, RotateCw } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { LaunchView } from '../types.ts';

/** What the reader may do with launches. */
export type LaunchRights = { readonly mayWrite: boolean; readonly mayApprove: boolean };

/** What may be done with the launch as a whole, as it stands now. */
export function LaunchMoves({ launch, rights }: { launch: LaunchView; rights: LaunchRights }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const can = (move: LaunchView['moves'][number]) => launch.moves.includes(move);
  return (
    <>
      {rights.mayWrite && can('cancel') && (
        <ConfirmDialog
          trigger={t('approval.cancel')}
          title={t('approval.cancelTitle', { name: launch.name })}
          keep={t('approval.cancelKeep')}
          confirm={t('approval.cancel')}
          intent="cancel"
        >
          {t('approval.cancelMeaning')}
        </ConfirmDialog>
      )}
      {rights.mayWrite && can('resume') && (
        <Form method="post" preventScrollReset>
          <Button type="submit" name="intent" value="resume" disabled={isBusy}>
            <RotateCw className="i" />
            {t('approval.resume')}
          </Button>
        </Form>
      )}
      {rights.mayApprove && can('approve') && (
        <Form method="post" preventScrollReset>
          <Button type="submit" name="intent" value="approve" look="ink" disabled={isBusy}>
            <Check className="i" />
            {t('approval.approve')}
          </Button>
        </Form>
      )}
    </>
  );
}
