import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Section } from '../../parts/section.tsx';
import { useProblem } from '../parts/use-problem.ts';
import type { ShopSettings } from '../types.ts';
import { SaveLine } from './save-line.tsx';
import type { Answer } from './shop-settings.tsx';

type LogoFormProps = { readonly logo: ShopSettings['profile']['logo']; readonly answer: Answer | undefined; readonly mayWrite: boolean };

/** The picture before the shop's name. */
export function LogoForm({ logo, answer, mayWrite }: LogoFormProps) {
  const t = useMessages();
  const told = useProblem(answer?.problem, {});
  return (
    <Section title={t('shopSettings.logo')}>
      {logo ? (
        <Picture picture={logo} alt={t('shopSettings.logoAlt')} sizes="6rem" className="h-16 w-auto max-w-full object-contain" />
      ) : (
        <p className="text-ink-2">{t('shopSettings.noLogo')}</p>
      )}
      {mayWrite && (
        <>
          <Form method="post" encType="multipart/form-data" preventScrollReset className="mt-4">
            <Field label={t('shopSettings.logoFile')} hint={t('shopSettings.logoHint')}>
              {(tie) => <input {...tie} type="file" name="logo" accept="image/jpeg,image/png,image/webp,image/avif" required />}
            </Field>
            <SaveLine intent="logo" answer={answer} rest={told.rest} />
          </Form>
          {logo && (
            <Form method="post" preventScrollReset className="mt-3">
              <Button type="submit" name="intent" value="no-logo" look="quiet">
                {t('shopSettings.removeLogo')}
              </Button>
            </Form>
          )}
        </>
      )}
    </Section>
  );
}
