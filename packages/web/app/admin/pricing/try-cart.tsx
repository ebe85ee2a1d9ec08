import { Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { TriedQuote } from '../types.ts';
import type { Route } from './+types/try-cart';
import { ChoiceField, TextField } from './pricing-fields.tsx';

/** The cart to try stands in the address, so that it survives a reload and can be sent to someone. */
export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const asked = url.searchParams;
    const { items } = await commerce.listProducts(ctx, { limit: 100 });
    const products = await Promise.all(items.slice(0, 50).map(({ id }) => commerce.getProduct(ctx, { id })));
    const variants = products.flatMap((product) =>
      product.variants.map((variant) => ({
        id: variant.id,
        label: variant.sku === '' ? product.title : `${product.title} (${variant.sku})`,
      })),
    );
    const lines = asked
      .getAll('variant')
      .map((variantId, at) => ({ variantId, quantity: Number(asked.getAll('quantity')[at] || 1) }))
      .filter((line) => line.variantId !== '');
    const country = asked.get('country') ?? ctx.shop.country;
    const codes = (asked.get('codes') ?? '').split(/[\s,;]+/).filter(Boolean);
    const groupIds = asked.getAll('group').filter(Boolean);
    const groups = platform.may(ctx.actor, 'customers.read') ? await commerce.listCustomerGroups(ctx) : [];
    let tried: TriedQuote | null = null;
    const wanted = { lines, place: { country, region: asked.get('region') ?? '' }, codes, groupIds, email: asked.get('email') || null };
    const refused =
      lines.length === 0
        ? null
        : await submitted(async () => {
            tried = await commerce.tryQuote(ctx, wanted);
          });
    return {
      variants,
      groups,
      lines,
      country,
      tried: tried as TriedQuote | null,
      problem: refused?.data ?? null,
      query: Object.fromEntries(asked),
    };
  });

const LINES = [0, 1, 2];

/** What a cart would cost, and why each promotion applies to it or not. */
export default function TryCart({ loaderData }: Route.ComponentProps) {
  const { variants, groups, lines, country, tried, problem, query } = loaderData;
  const t = useMessages();
  const { shop } = useShell();
  const told = useProblem(problem, { lines: 'pricing.linesError', place: 'pricing.placesError', codes: 'pricing.codesError' });
  const choices = [{ value: '', label: t('pricing.nothing') }, ...variants.map(({ id, label }) => ({ value: id, label }))];
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/pricing/promotions`}>
      {t('pricing.promotions')}
    </Link>
  );
  return (
    <div className="mx-auto flex max-w-[68rem] flex-col gap-10">
      <PageTitle title={t('pricing.tryCart')} above={back} />
      <Form className="flex max-w-xl flex-col gap-4" preventScrollReset>
        {(told.rest || told.of('lines')) && <Notice look="bad">{told.rest ?? told.of('lines')}</Notice>}
        {LINES.map((at) => (
          <div key={at} className="grid grid-cols-[1fr_6rem] gap-4">
            <ChoiceField
              label={t('pricing.lineVariant', { number: at + 1 })}
              name="variant"
              value={lines[at]?.variantId ?? (at === 0 ? variants[0]?.id : '')}
              choices={choices}
            />
            <TextField label={t('pricing.quantity')} name="quantity" value={String(lines[at]?.quantity ?? 1)} isCode longest={3} />
          </div>
        ))}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t('pricing.country')} name="country" value={country} error={told.of('place')} isCode longest={2} />
          <TextField label={t('pricing.region')} name="region" value={query.region} />
          <TextField label={t('pricing.codes')} name="codes" value={query.codes} error={told.of('codes')} isCode />
          <TextField label={t('pricing.email')} name="email" value={query.email} isCode />
          <ChoiceField
            label={t('pricing.forWhom')}
            name="group"
            value={query.group ?? ''}
            choices={[{ value: '', label: t('pricing.noGroup') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </div>
        <div>
          <Button type="submit" look="ink">
            {t('pricing.try')}
          </Button>
        </div>
      </Form>
      {tried && <Tried tried={tried} />}
    </div>
  );
}

function Tried({ tried }: { tried: TriedQuote }) {
  const t = useMessages();
  const formats = useFormats();
  const rows = [
    { label: t('pricing.subtotal'), money: tried.subtotal },
    { label: t('pricing.discount'), money: tried.discount },
    { label: t('pricing.shipping'), money: tried.shipping },
    { label: t('pricing.shippingDiscount'), money: tried.shippingDiscount },
    { label: t('pricing.tax'), money: tried.tax },
    { label: t('pricing.total'), money: tried.total },
  ];
  return (
    <>
      <Section title={t('pricing.costs')}>
        <table className="tbl">
          <tbody>
            {rows.map(({ label, money }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="num">
                  <Money money={money} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="mt-3 text-ink-2">
          {tried.shippingOptions.length === 0
            ? t('pricing.noWay')
            : tried.shippingOptions.map(({ name, price }) => `${name || t('pricing.shipping')} ${formats.money(price)}`).join(' · ')}
        </p>
      </Section>
      <Section title={t('pricing.why')}>
        {tried.unknownCodes.length > 0 && (
          <Notice look="warn">{t('pricing.unknownCodes', { codes: tried.unknownCodes.join(', ') })}</Notice>
        )}
        {tried.promotions.length === 0 && <p className="text-ink-2">{t('pricing.noPromotions')}</p>}
        <ul>
          {tried.promotions.map((verdict) => (
            <li key={verdict.promotionId} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-3">
              <bdi className="font-medium">{verdict.name}</bdi>
              <Verdict verdict={verdict} promotions={tried.promotions} currency={tried.currency} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

type VerdictProps = {
  readonly verdict: TriedQuote['promotions'][number];
  readonly promotions: TriedQuote['promotions'];
  readonly currency: string;
};

function Verdict({ verdict: { amount, reason, missing, besides }, promotions, currency }: VerdictProps) {
  const t = useMessages();
  const formats = useFormats();
  if (amount) return <span className="text-ok">{t('pricing.takesOff', { amount: formats.money(amount) })}</span>;
  const other = promotions.find(({ promotionId }) => promotionId === besides)?.name ?? '';
  const short =
    missing === null ? '' : reason === 'below_subtotal' ? formats.money({ amount: missing, currency }) : formats.number(missing);
  return <span className="text-ink-2">{reason && t(`pricing.reason.${reason}`, { missing: short, other })}</span>;
}
