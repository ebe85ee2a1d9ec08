import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { CustomerView } from '../types.ts';

/** What is done when somebody asks for their data, or to be forgotten. */
export function CustomerData({ customer: { name, email } }: { customer: CustomerView }) {
  const t = useMessages();
  return (
    <Section title={t('customer.data')}>
      <p className="mb-4 text-ink-2">{t('customer.dataLead')}</p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to="data.json" relative="path" reloadDocument download>
          {t('customer.takeOut')}
        </ButtonLink>
        <ConfirmDialog
          trigger={t('customer.erase')}
          title={t('customer.eraseTitle', { name: name || email })}
          keep={t('customer.keep')}
          confirm={t('customer.erase')}
          intent="erase"
        >
          {t('customer.eraseText')}
        </ConfirmDialog>
      </div>
    </Section>
  );
}
