import type { PluginSettings } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError, type Problem } from '../errors/bottega-error.ts';
import { appendAudit, appendEvent } from '../events/append.ts';
import { settleWithin } from '../providers/settle-within.ts';
import { findShopPlugin } from './list-plugins.ts';
import { isSecret, mergeSettings, settingsSchemaOf } from './plugin-settings.ts';
import { type PluginView, viewPlugin } from './plugin-view.ts';
import { runAsPlugin } from './run-as-plugin.ts';
import { secretPlace, type ShopPlugin } from './shop-plugins.ts';
import { secretsIn, strike, strikeSecrets } from './strike-secrets.ts';

export const pluginChangeSchema = z
  .object({
    enabled: z.boolean().nullable().optional().openapi({ description: 'null gives the decision back to the roll-out.' }),
    settings: z
      .record(z.string(), z.union([z.string().max(10_000), z.number(), z.boolean()]).nullable())
      .optional()
      .openapi({ description: 'null takes the shop’s own value away; what is left out stays.' }),
  })
  .openapi('PluginChange');

type PluginChange = z.infer<typeof pluginChangeSchema>;

/** A plugin that looks at its settings has so long for it. */
const CHECK_LIMIT_MS = 10_000;

/**
 * Turns a plugin on or off for the shop, and changes its settings there. Secrets are sealed, and never told again.
 * @throws BottegaError not_found, invalid_input with a problem for each setting that is not right.
 */
export async function changePlugin(ctx: Ctx, { id, enabled, settings = {} }: PluginChange & { id: string }): Promise<PluginView> {
  authorise(ctx, 'plugins.write');
  const before = await findShopPlugin(ctx, id);
  const given = Object.entries(settings).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null);
  const kept = Object.entries(before.own).filter(([name]) => settings[name] !== null);
  const own: PluginSettings = { ...Object.fromEntries(kept), ...Object.fromEntries(given) };
  assertKnown(before, Object.keys(settings));
  assertShape(before, own);
  if (given.length > 0) await askPlugin(ctx, before, own);
  return inTransaction(ctx, async (ctx) => {
    await keep(ctx, before, { enabled: enabled === undefined ? before.decided : enabled, own, settings });
    const detail = { plugin: id, ...(enabled === undefined ? {} : { enabled }), settings: Object.keys(settings) };
    await appendAudit(ctx, { action: 'plugin.changed', subjectId: ctx.shop.id, detail });
    await appendEvent(ctx, { type: 'plugin.changed', subjectId: ctx.shop.id, payload: detail });
    return viewPlugin(await findShopPlugin(ctx, id));
  });
}

function assertKnown({ plugin }: ShopPlugin, names: readonly string[]): void {
  const { properties } = plugin.manifest.settings;
  refuse(names.filter((name) => !Object.hasOwn(properties, name)).map((name) => ({ path: name, message: 'There is no such setting.' })));
}

function assertShape({ plugin }: ShopPlugin, own: PluginSettings): void {
  const read = settingsSchemaOf(plugin.manifest).safeParse(own);
  if (!read.success) refuse(read.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: sayIssue(issue) })));
}

/** What is wrong with a value, as a sentence for who typed it. */
function sayIssue(issue: z.core.$ZodIssue): string {
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters' : '';
  switch (issue.code) {
    case 'too_big':
      return `At most ${issue.maximum}${unit}.`;
    case 'too_small':
      return `At least ${issue.minimum}${unit}.`;
    case 'invalid_value':
      return `Choose from: ${issue.values.join(', ')}.`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'Give a whole number.' : `Give a ${issue.expected === 'boolean' ? 'yes or a no' : issue.expected}.`;
    default:
      return 'It is not of the form that the plugin takes.';
  }
}

/** What the plugin's own schema says of the settings as they would be; one that lacks something required is not asked yet. */
async function askPlugin(ctx: Ctx, { plugin }: ShopPlugin, own: PluginSettings): Promise<void> {
  const { values, missing } = mergeSettings(plugin.manifest, own, ctx.plugins.settingsOf(plugin.manifest));
  if (missing.length > 0) return;
  const secrets = secretsIn(plugin.manifest, values);
  const tell = (error: unknown) => ctx.log.warn({ err: strikeSecrets(error, secrets), plugin: plugin.manifest.id }, 'a plugin failed');
  const verdict = await ctx.plugins
    .load(plugin)
    .then(({ settings: schema }) => {
      const ask = async () => (await schema?.['~standard'].validate(structuredClone(values))) ?? {};
      return settleWithin(AbortSignal.timeout(CHECK_LIMIT_MS), runAsPlugin({ plugin: plugin.manifest.id, tell }, ask));
    })
    .catch((error: Error) => {
      tell(error);
      return { issues: [{ message: `The plugin could not look at its settings: ${error?.message}`, path: [] }] };
    });
  refuse((verdict.issues ?? []).map(({ message, path = [] }) => ({ path: path.map(keyOf).join('.'), message: strike(message, secrets) })));
}

const keyOf = (step: PropertyKey | { readonly key: PropertyKey }): string => String(typeof step === 'object' ? step.key : step);

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const detail = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' ');
  throw new BottegaError('invalid_input', detail, { problems });
}

type Kept = { enabled: boolean | null; own: PluginSettings; settings: NonNullable<PluginChange['settings']> };

async function keep(ctx: Ctx, { plugin }: ShopPlugin, { enabled, own, settings }: Kept): Promise<void> {
  const { id, settings: known } = plugin.manifest;
  const isHidden = (name: string) => isSecret(known.properties[name] as never);
  const plain = Object.fromEntries(Object.entries(own).filter(([name]) => !isHidden(name)));
  const changed = { enabled, settings: JSON.stringify(plain), updated_at: ctx.clock.now().toString() };
  await ctx.db
    .insertInto('shop_plugin')
    .values({ shop_id: ctx.shop.id, plugin: id, failure: null, failed_at: null, ...changed })
    .onConflict((conflict) => conflict.columns(['shop_id', 'plugin']).doUpdateSet(changed))
    .execute();
  for (const [setting, value] of Object.entries(settings)) {
    if (isHidden(setting)) await keepSecret(ctx, { plugin: id, setting }, value);
  }
}

async function keepSecret(ctx: Ctx, where: { plugin: string; setting: string }, value: unknown): Promise<void> {
  await ctx.db
    .deleteFrom('shop_plugin_secret')
    .where('shop_id', '=', ctx.shop.id)
    .where('plugin', '=', where.plugin)
    .where('setting', '=', where.setting)
    .execute();
  if (value === null) return;
  const sealed = ctx.secrets.seal(secretPlace(where.plugin, where.setting), String(value));
  await ctx.db
    .insertInto('shop_plugin_secret')
    .values({ shop_id: ctx.shop.id, ...where, sealed })
    .execute();
}
