import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/addresses';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { shopPath, usePage } from '../../use-page.ts';
import { countryChoices } from '../checkout/countries.ts';
import { addressOf, detailsOf, errorsAt, readDetails } from '../checkout/details.ts';
import { AddressInputs } from '../checkout/fields.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PostalAddress } from '../parts/postal-address.tsx';
import type { OwnAddress } from '../types.ts';
import { Refusal } from './account-form.tsx';
import { answered, asCustomer } from './as-customer.ts';

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async ({ ctx, commerce, language }) => {
    const addresses = await commerce.listOwnAddresses(ctx);
    const edited = addresses.find(({ id }) => id === args.url.searchParams.get('edit')) ?? null;
    return { addresses, edited, countries: countryChoices(commerce.COUNTRIES, language) };
  });
}

export function action(args: Route.ActionArgs) {
  return asCustomer(args, async ({ ctx, commerce, shopBase }) => {
    const form = await args.request.formData();
    const intent = String(form.get('intent') ?? '');
    const id = String(form.get('id') ?? '');
    const details = readDetails(form);
    const answer = await answered(intent, async () => {
      if (intent === 'remove') await commerce.removeOwnAddress(ctx, { id });
      if (intent === 'shipping') await commerce.updateOwnAddress(ctx, { id, forShipping: true });
      if (intent === 'billing') await commerce.updateOwnAddress(ctx, { id, forBilling: true });
      if (intent === 'save' && id) await commerce.updateOwnAddress(ctx, { id, address: addressOf(details) });
      if (intent === 'save' && !id) await commerce.addOwnAddress(ctx, { address: addressOf(details) });
    });
    if (answer.data.problem === null) throw redirect(shopPath(shopBase, 'account/addresses'));
    return { ...answer, data: { ...answer.data, details } };
  });
}

export default function Addresses({ loaderData: { addresses, edited, countries }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = usePage();
  const problem = actionData?.problem;
  const details = actionData?.details ?? detailsOf({ email: null, address: edited?.address ?? null }, shop?.country ?? '');
  return (
    <>
      <PageHead title={t('mine.addresses')} />
      <h1 className="display text-36 lg:text-48">{t('mine.addresses')}</h1>
      <div className="mt-8 grid gap-10 lg:grid-cols-12 lg:gap-12">
        <ul className="flex flex-col gap-8 lg:col-span-6">
          {addresses.map((own) => (
            <AddressItem key={own.id} own={own} />
          ))}
          {addresses.length === 0 && <li className="text-ink-2">{t('mine.noAddress')}</li>}
        </ul>
        <ShopSection title={t(edited ? 'mine.editAddress' : 'mine.addAddress')} className="lg:col-span-6">
          <Form key={edited?.id ?? 'new'} method="post" noValidate>
            {edited && <input type="hidden" name="id" value={edited.id} />}
            <div className="mt-4 empty:hidden">
              <Refusal problem={problem} conflict={t('mine.tooManyAddresses')} />
            </div>
            <AddressInputs details={details} errors={errorsAt(problem?.problems.map(({ path }) => path) ?? [])} countries={countries} />
            <div className="mt-6 flex flex-wrap items-center gap-4">
              <Button type="submit" name="intent" value="save" look="ink">
                {t('mine.save')}
              </Button>
              {edited && (
                <Link className="link" to="?">
                  {t('mine.back')}
                </Link>
              )}
            </div>
          </Form>
        </ShopSection>
      </div>
    </>
  );
}

function AddressItem({ own: { id, address, forShipping, forBilling } }: { own: OwnAddress }) {
  const t = useMessages();
  const uses = [forShipping && t('mine.forShipping'), forBilling && t('mine.forBilling')].filter((use) => use !== false);
  const who = { name: `${address.name}, ${address.city}` };
  return (
    <li className="border-t-[1.5px] border-ink">
      <PostalAddress address={address} />
      <p className="mt-2 text-14 text-ink-2 empty:hidden">{uses.join(' · ')}</p>
      <Form method="post" preventScrollReset className="mt-3 flex flex-wrap items-center gap-2">
        <input type="hidden" name="id" value={id} />
        <Link className="link me-2" to={`?edit=${id}`} aria-label={t('mine.edit.what', who)}>
          {t('mine.edit')}
        </Link>
        {!forShipping && (
          <Button type="submit" size="small" name="intent" value="shipping">
            {t('mine.useForShipping')}
          </Button>
        )}
        {!forBilling && (
          <Button type="submit" size="small" name="intent" value="billing">
            {t('mine.useForBilling')}
          </Button>
        )}
        <Button
          type="submit"
          size="small"
          look="quiet"
          name="intent"
          value="remove"
          aria-label={t('basket.remove.what', { title: who.name })}
        >
          {t('basket.remove')}
        </Button>
      </Form>
    </li>
  );
}
