import type { ProductFacts, Season, TextLimits } from '@bottega/contracts';
import { CHANNELS } from '#channels';
import { type Ctx, loadPictures, type Swatch } from '#platform';
import type { LaunchBrief } from '../launches/launch.ts';
import { withoutPictographs } from '../launches/start-launch.ts';

type TextChannel = { readonly id: string; readonly text: TextLimits };

/** The shop's own pages are a channel too, with limits of our own: a title on one line, a description on one screen. */
export const SHOP_CHANNEL: TextChannel = {
  id: 'shop',
  text: { title: { max: 140 }, description: { max: 2_000 }, tags: { max: 10, maxLength: 30 } },
};

/** Every place that texts are written for, the shop first. */
export const TEXT_CHANNELS: readonly TextChannel[] = [SHOP_CHANNEL, ...CHANNELS];

const SOUTHERN = new Set(['AR', 'AU', 'BO', 'BR', 'BW', 'CL', 'LS', 'MG', 'MZ', 'NA', 'NZ', 'PE', 'PY', 'SZ', 'UY', 'ZA', 'ZM', 'ZW']);
const SEASONS: readonly Season[] = ['winter', 'spring', 'summer', 'autumn'];

/** The season of an instant in a country, by calendar quarters of the north (December to February is winter) or their opposite. */
export function seasonOf(at: Temporal.Instant, timeZone: string, country: string): Season {
  const { month } = at.toZonedDateTimeISO(timeZone);
  const northern = Math.floor((month % 12) / 3);
  return SEASONS[(northern + (SOUTHERN.has(country) ? 2 : 0)) % 4] as Season;
}

/** The colours of the main photo. */
export async function mainPalette(ctx: Ctx, { pictureIds }: LaunchBrief): Promise<readonly Swatch[]> {
  const [main] = pictureIds;
  return main ? ((await loadPictures(ctx, [main])).get(main)?.palette ?? []) : [];
}

/** What is known of the product, for whoever writes about it. The season is that of the launch, whenever the step runs. */
export async function gatherFacts(ctx: Ctx, launch: LaunchBrief): Promise<ProductFacts> {
  const palette = await mainPalette(ctx, launch);
  return {
    name: launch.name,
    notes: launch.notes,
    price: launch.price,
    palette: palette.slice(0, 3).map(({ name }) => name),
    category: launch.category,
    season: seasonOf(Temporal.Instant.from(launch.createdAt), ctx.shop.timeZone, ctx.shop.country),
    shopName: ctx.shop.name,
  };
}

/** The same for what is spoken and drawn. */
export async function gatherFilmFacts(ctx: Ctx, launch: LaunchBrief): Promise<ProductFacts> {
  const facts = await gatherFacts(ctx, launch);
  return { ...facts, name: withoutPictographs(facts.name), notes: withoutPictographs(facts.notes) };
}
