import { redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Problem } from '../../problems.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/shop-settings';
import { BusinessForm } from './business-form.tsx';
import { LogoForm } from './logo-form.tsx';
import { readProfile, readTerms } from './read-settings.ts';
import { TakeLeave } from './take-leave.tsx';
import { TermsForm } from './terms-form.tsx';

/** What a form of this page was answered. */
export type Answer = { readonly form: string; readonly problem: Problem | null };

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    settings: await platform.getShopSettings(ctx),
    mayWrite: platform.may(ctx.actor, 'shop.write'),
    mayExport: platform.may(ctx.actor, 'shop.export'),
    mayDelete: platform.may(ctx.actor, 'shop.delete'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform }, installation }): Promise<Answer> => {
    const form = await request.formData();
    const intent = String(form.get('intent') ?? '');
    const refusal = await submitted(async () => {
      if (intent === 'terms') await platform.changeShop(ctx, readTerms(form, ctx.shop.currency));
      else if (intent === 'business') await platform.changeShop(ctx, { profile: readProfile(form) });
      else if (intent === 'logo') await setLogo(form.get('logo'));
      else if (intent === 'no-logo') await platform.setLogo(ctx, { pictureId: null });
      else if (intent === 'delete') await platform.deleteShop(installation.ground, ctx, { confirm: String(form.get('confirm') ?? '') });
    });
    if (intent === 'delete' && !refusal) throw redirect('/admin');
    return { form: intent, problem: refusal && withoutProfile(refusal.data) };

    async function setLogo(file: unknown): Promise<void> {
      if (!(file instanceof File) || file.size === 0) return;
      await platform.uploadLogo(ctx, { bytes: file.stream() as never, label: file.name });
    }
  });

/** The fields of the form are called without the part that they stand in. */
const withoutProfile = (problem: Problem): Problem => ({
  ...problem,
  problems: problem.problems.map((one) => ({ ...one, path: one.path.replace(/^profile\./, '') })),
});

/** The shop as a whole: its terms, who runs it, and how to take it out or away. */
export default function ShopSettings({ loaderData, actionData }: Route.ComponentProps) {
  const { settings, mayWrite, mayExport, mayDelete } = loaderData;
  const t = useMessages();
  const { shop } = useShell();
  const answerOf = (...forms: string[]) => (actionData && forms.includes(actionData.form) ? actionData : undefined);
  return (
    <div className="mx-auto flex max-w-[48rem] flex-col gap-10">
      <PageTitle
        title={t('shopSettings.title')}
        actions={
          mayDelete && (
            <ButtonLink look="quiet" to="/admin/new-shop">
              {t('newShop.title')}
            </ButtonLink>
          )
        }
      />
      {settings.state === 'suspended' && <Notice look="warn">{t('shopSettings.suspended', { reason: settings.suspendedFor })}</Notice>}
      <TermsForm settings={settings} answer={answerOf('terms')} mayWrite={mayWrite} />
      <BusinessForm profile={settings.profile} answer={answerOf('business')} mayWrite={mayWrite} />
      <LogoForm logo={settings.profile.logo} answer={answerOf('logo', 'no-logo')} mayWrite={mayWrite} />
      {(mayExport || mayDelete) && <TakeLeave slug={shop.slug} answer={answerOf('delete')} mayExport={mayExport} mayDelete={mayDelete} />}
    </div>
  );
}
