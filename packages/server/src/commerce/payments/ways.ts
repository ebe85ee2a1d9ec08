import { z } from '@hono/zod-openapi';
import { type PaymentProvider, ProviderError } from '@bottega/contracts';
import {
  appendAudit,
  appendEvent,
  authorise,
  BottegaError,
  changePlugin,
  type Ctx,
  inTransaction,
  readInput,
  readShopPlugins,
} from '#platform';
import { LIMIT_MS, NEVER, placeOf } from './ask-provider.ts';
import { isTest, type PaymentPlace, type Take, TAKES } from './payment.ts';
import type {} from './tables.ts';

export const wayViewSchema = z
  .object({
    id: z.string().openapi({ example: 'stripe' }),
    label: z.string().openapi({ description: 'What buyers read.' }),
    ownLabel: z.string().nullable().openapi({ description: 'The shop’s own word; null where the provider’s stands.' }),
    offered: z.boolean().openapi({ description: 'Whether the shop wants it; with a `problem` buyers do not see it all the same.' }),
    take: z.enum(TAKES).nullable().openapi({ description: 'When promised money is taken; null for a way that no company moves money by.' }),
    environment: z.enum(['offline', 'simulator', 'sandbox', 'live']),
    isTest: z.boolean().openapi({ description: 'No real money moves.' }),
    problem: z.string().nullable().openapi({ description: 'Why it cannot be used now: it is not offered until this is put right.' }),
    plugin: z.string().nullable().openapi({ description: 'The plugin that brings it, whose settings hold the keys.' }),
    webhookUrl: z.string().nullable().openapi({ description: 'To be entered at the company: where it tells what happens.' }),
    returnUrl: z.string().nullable().openapi({ description: 'Where buyers come back to, for companies that want to know it.' }),
  })
  .openapi('PaymentWay');
export type WayView = z.output<typeof wayViewSchema>;

export const wayChangeSchema = z
  .strictObject({
    offered: z.boolean('Say true or false.').optional(),
    label: z
      .string()
      .trim()
      .max(60, 'Keep the label within 60 characters.')
      .nullable()
      .optional()
      .openapi({ description: 'null or empty: the provider’s own.' }),
    take: z.enum(TAKES, `Choose from: ${TAKES.join(', ')}.`).optional(),
    position: z
      .int('A place is a whole number, the first 0.')
      .min(0, 'The first place is 0.')
      .max(100, 'There are not so many ways.')
      .optional(),
  })
  .openapi('PaymentWayChange', { example: { offered: true, take: 'when_sent', position: 0 } });
export type WayChange = z.output<typeof wayChangeSchema> & { readonly id: string };

type Choice = {
  readonly provider: string;
  readonly position: number;
  readonly offered: boolean;
  readonly label: string | null;
  readonly take: Take;
};

const readChoices = (ctx: Ctx): Promise<Choice[]> =>
  ctx.db
    .selectFrom('payment_way')
    .select(['provider', 'position', 'offered', 'label', 'take'])
    .where('shop_id', '=', ctx.shop.id)
    .orderBy('position')
    .orderBy('provider')
    .execute();

/** What the shop has decided about one way; undefined when nothing. */
export const readChoice = (ctx: Ctx, provider: string): Promise<Choice | undefined> =>
  ctx.db
    .selectFrom('payment_way')
    .select(['provider', 'position', 'offered', 'label', 'take'])
    .where('shop_id', '=', ctx.shop.id)
    .where('provider', '=', provider)
    .executeTakeFirst();

/** A way of paying as the shop has it; `problem` where its settings are not right. */
export type Way = {
  readonly provider: PaymentProvider;
  readonly choice: Choice | undefined;
  readonly place: PaymentPlace;
  readonly problem: string | null;
};

/**
 * Every way of paying that there is for the shop: those that it decided on in its order, then the others, of which one that takes no real
 * money never comes first by itself.
 */
export async function readWays(ctx: Ctx): Promise<Way[]> {
  const [providers, choices] = await Promise.all([ctx.providers.list('payment'), readChoices(ctx)]);
  const known = providers.filter((provider, index) => providers.findIndex(({ id }) => id === provider.id) === index);
  const ways = await Promise.all(
    known.map(async (provider): Promise<Way> => {
      const choice = choices.find((choice) => choice.provider === provider.id);
      return { provider, choice, ...(await placeNow(ctx, provider)) };
    }),
  );
  const rank = ({ choice, place }: Way) => (choice ? choices.indexOf(choice) : choices.length + (isTest(place) ? 1 : 0));
  return ways.toSorted((a, b) => rank(a) - rank(b));
}

/** Asks only a provider that has settings; wrong ones keep its way of paying from buyers and nothing else. */
async function placeNow(ctx: Ctx, provider: PaymentProvider): Promise<Pick<Way, 'place' | 'problem'>> {
  if (!provider.environment) return { place: 'offline', problem: null };
  try {
    const place = await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => placeOf(provider, call));
    return { place, problem: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { place: 'offline', problem: error instanceof ProviderError ? error.userMessage : `${provider.label} failed: ${error.message}` };
  }
}

/** When promised money is taken by this way of paying; a plugin that has a setting `take` keeps it there. */
export async function takeOf(ctx: Ctx, provider: string): Promise<Take> {
  const inPlugin = (await readPluginOf(ctx, provider))?.take;
  if (inPlugin !== undefined) return inPlugin;
  return (await readChoices(ctx)).find((choice) => choice.provider === provider)?.take ?? 'at_once';
}

type PluginOf = { readonly id: string; readonly take: Take | undefined };

/** The plugin that brings a provider: its id is the provider's, or what that begins with. */
async function readPluginOf(ctx: Ctx, provider: string): Promise<PluginOf | undefined> {
  for (const { plugin, values } of await readShopPlugins(ctx)) {
    const { id, settings } = plugin.manifest;
    if (provider !== id && !provider.startsWith(`${id}-`)) continue;
    const take = 'take' in settings.properties && TAKES.find((known) => known === values.take);
    return { id, take: take || undefined };
  }
  return undefined;
}

/** Every way of paying with all that an owner has to know. @throws BottegaError forbidden, unauthenticated */
export async function listPaymentWays(ctx: Ctx): Promise<WayView[]> {
  authorise(ctx, 'payments.read');
  const ways = await readWays(ctx);
  return Promise.all(ways.map(async (way) => viewWay(ctx, way, await readPluginOf(ctx, way.provider.id))));
}

function viewWay(ctx: Ctx, { provider, choice, place, problem }: Way, plugin: PluginOf | undefined): WayView {
  const movesMoney = provider.environment !== undefined;
  return {
    id: provider.id,
    label: choice?.label ?? provider.label,
    ownLabel: choice?.label ?? null,
    offered: choice?.offered ?? true,
    take: movesMoney ? (plugin?.take ?? choice?.take ?? 'at_once') : null,
    environment: place,
    isTest: isTest(place),
    problem,
    plugin: plugin?.id ?? null,
    webhookUrl: provider.readEvent ? webhookUrlOf(ctx, provider.id) : null,
    returnUrl: movesMoney ? `${ctx.shopUrl}checkout/return` : null,
  };
}

/** Where a company tells us what happens. */
export const webhookUrlOf = (ctx: Ctx, provider: string): string => `${ctx.shopUrl}api/v1/payment-webhooks/${provider}`;

/** Changes how the shop takes one kind of payment. @throws BottegaError not_found, invalid_input, forbidden */
export async function changePaymentWay(ctx: Ctx, input: WayChange): Promise<WayView> {
  authorise(ctx, 'payments.write');
  const { id, ...rest } = input;
  const change = readInput(wayChangeSchema, rest);
  const ways = await readWays(ctx);
  const way = ways.find(({ provider }) => provider.id === id);
  if (!way) throw new BottegaError('not_found', 'This shop has no such way of paying: switch its plugin on first.');
  const plugin = await readPluginOf(ctx, id);
  if (change.take !== undefined && plugin?.take !== undefined) await changePlugin(ctx, { id: plugin.id, settings: { take: change.take } });
  const others = ways.filter((other) => other !== way);
  const place = Math.min(change.position ?? ways.indexOf(way), others.length);
  const order = [...others.slice(0, place), way, ...others.slice(place)];
  await inTransaction(ctx, async (ctx) => {
    for (const [position, { provider, choice }] of order.entries()) {
      const isMeant = provider.id === id;
      const label = isMeant && change.label !== undefined ? change.label || null : (choice?.label ?? null);
      const offered = (isMeant ? change.offered : undefined) ?? choice?.offered ?? true;
      const take = (isMeant ? change.take : undefined) ?? choice?.take ?? 'at_once';
      await ctx.db
        .insertInto('payment_way')
        .values({ shop_id: ctx.shop.id, provider: provider.id, position, offered, label, take })
        .onConflict((conflict) => conflict.columns(['shop_id', 'provider']).doUpdateSet({ position, offered, label, take }))
        .execute();
    }
    await appendAudit(ctx, { action: 'payment.way', subjectId: ctx.shop.id, detail: { way: id, ...change } });
    await appendEvent(ctx, { type: 'shop.updated', subjectId: ctx.shop.id, payload: { changed: ['payments'] } });
  });
  const changed = (await readWays(ctx)).find(({ provider }) => provider.id === id) ?? way;
  return viewWay(ctx, changed, await readPluginOf(ctx, id));
}
