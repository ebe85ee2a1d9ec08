import { amountToDecimal } from '@bottega/contracts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Where } from '../parts/where.tsx';
import { inShop, type Room } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/new-launch';
import { COPY_LANGUAGES } from './copy-languages.ts';
import { LaunchForm, type LaunchWishes } from './launch-form.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async (room) => {
    const like = url.searchParams.get('like');
    const mayApprove = room.operations.platform.may(room.ctx.actor, 'launches.approve');
    return { wishes: { ...(like ? await wishesOf(room, like) : freshWishes(room)), mayApprove } };
  });

type Wishes = Omit<LaunchWishes, 'mayApprove'>;

function freshWishes({ ctx: { shop } }: Room): Wishes {
  const language = COPY_LANGUAGES.find((known) => known === shop.locale) ?? 'en';
  return { name: '', price: '', currency: shop.currency, notes: '', languages: [language], seconds: 30 };
}

/** What an earlier launch was given, to start it again with another photo or after a mend. */
async function wishesOf({ ctx, operations }: Room, launchId: string): Promise<Wishes> {
  const { name, price, notes, languages, seconds } = await operations.launch.getLaunch(ctx, { launchId });
  return { name, price: amountToDecimal(price), currency: price.currency, notes, languages, seconds };
}

export default function NewLaunch({ loaderData: { wishes } }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const title = t('launch.new');
  return (
    <div className="mx-auto max-w-[60rem]">
      <PageTitle above={<Where to={`/admin/${shop.slug}/launches`} room={t('launches.title')} here={title} />} title={title} />
      <p className="mt-3 max-w-[64ch] text-ink-2">{t('form.lead')}</p>
      <LaunchForm wishes={wishes} />
    </div>
  );
}
