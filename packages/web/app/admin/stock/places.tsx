import { ArrowUp } from 'lucide-react';
import { data, Form, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, type Room, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Location } from '../types.ts';
import type { Route } from './+types/places';
import { textOf } from './read-stock.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    locations: await commerce.listLocations(ctx),
    mayWrite: platform.may(ctx.actor, 'inventory.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async (room) => {
    const form = await request.formData();
    const [intent, id] = [textOf(form, 'intent'), textOf(form, 'id')];
    const refused = await submitted(() => change(room, intent, id, form));
    return refused ? data({ intent, id, problem: refused.data }, { status: 422 }) : data({ intent, id, problem: null });
  });

async function change({ ctx, operations: { commerce } }: Room, intent: string, id: string, form: FormData): Promise<unknown> {
  if (intent === 'make') return commerce.createLocation(ctx, { name: textOf(form, 'name') });
  if (intent === 'rename') return commerce.changeLocation(ctx, { id, name: textOf(form, 'name') });
  if (intent === 'close' || intent === 'open') return commerce.setLocationState(ctx, { id, state: intent === 'open' ? 'open' : 'closed' });
  if (intent !== 'up') return undefined;
  const locationIds = (await commerce.listLocations(ctx)).map((place) => place.id);
  const at = locationIds.indexOf(id);
  if (at > 0) locationIds.splice(at - 1, 2, id, locationIds[at - 1] as string);
  return commerce.orderLocations(ctx, { locationIds });
}

/** The places where things lie, in the order in which units are taken from them. */
export default function Places({ loaderData: { locations, mayWrite }, actionData: answer }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const made = answer?.intent === 'make' ? answer : undefined;
  const told = useProblem(made?.problem, { name: 'inventory.nameError' });
  const refused = useProblem(made ? undefined : answer?.problem, {});
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/stock`}>
      {t('nav.stock')}
    </Link>
  );
  return (
    <div className="mx-auto max-w-[52rem]">
      <PageTitle title={t('inventory.places')} above={back} facts={<span>{t('inventory.placesLead')}</span>} />
      {refused.rest && (
        <div className="mt-5">
          <Notice look="bad">{refused.rest}</Notice>
        </div>
      )}
      {locations.length === 0 && <p className="mt-6 text-ink-2">{t('inventory.noPlaces')}</p>}
      <ol className="mt-6">
        {locations.map((location, at) => (
          <PlaceRow key={location.id} location={location} isFirst={at === 0} mayWrite={mayWrite} />
        ))}
      </ol>
      {mayWrite && (
        <Section title={t('inventory.addPlace')} className="mt-10">
          <Form key={locations.length} method="post" noValidate className="flex max-w-xl flex-wrap items-end gap-2">
            {told.rest && <Notice look="bad">{told.rest}</Notice>}
            <Field label={t('inventory.placeName')} error={told.of('name')} className="grow">
              {(tie) => <input {...tie} name="name" maxLength={120} autoComplete="off" dir="auto" />}
            </Field>
            <Button type="submit" name="intent" value="make">
              {t('inventory.addPlace')}
            </Button>
          </Form>
        </Section>
      )}
    </div>
  );
}

function PlaceRow({
  location: { id, name, state, onHand, reserved },
  isFirst,
  mayWrite,
}: {
  location: Location;
  isFirst: boolean;
  mayWrite: boolean;
}) {
  const t = useMessages();
  return (
    <li className="border-b border-line py-3">
      <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input type="hidden" name="id" value={id} />
        <span className="min-w-40 grow wrap-anywhere">
          {mayWrite ? (
            <input className="input" name="name" aria-label={t('inventory.placeName')} defaultValue={name} maxLength={120} dir="auto" />
          ) : (
            <bdi className="font-medium">{name}</bdi>
          )}
          <span className="mt-1 block text-12 text-ink-2">
            {t('inventory.there', { onHand, reserved })}
            {state === 'closed' && ` · ${t('inventory.closed')}`}
          </span>
        </span>
        {mayWrite && (
          <span className="flex flex-wrap gap-2">
            {/* The first button is what Enter in the name does. */}
            <Button type="submit" name="intent" value="rename" size="small" aria-label={t('inventory.rename', { place: name })}>
              {t('inventory.save')}
            </Button>
            {!isFirst && (
              <Button type="submit" name="intent" value="up" size="small" aria-label={t('inventory.up', { place: name })}>
                <ArrowUp className="i" />
              </Button>
            )}
            <Button
              type="submit"
              name="intent"
              value={state === 'open' ? 'close' : 'open'}
              size="small"
              aria-label={t(state === 'open' ? 'inventory.closePlace' : 'inventory.openPlace', { place: name })}
            >
              {t(state === 'open' ? 'inventory.close' : 'inventory.open')}
            </Button>
          </span>
        )}
      </Form>
    </li>
  );
}
