import { useMessages } from '../../i18n/use-messages.tsx';
import { Notice } from '../../parts/notice.tsx';

/** A secret, the one time that it is shown. */
export function ShownSecret({ secret }: { secret: string }) {
  const t = useMessages();
  return (
    <div className="mt-5">
      <Notice look="warn">
        {t('webhooks.secretOnce')}
        <code dir="ltr" className="mt-1 block select-all wrap-anywhere font-medium">
          {secret}
        </code>
      </Notice>
    </div>
  );
}
