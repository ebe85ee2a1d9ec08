import path from 'node:path';
import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { type PluginView, viewBroken, viewPlugin } from './plugin-view.ts';
import { readShopPlugins, type ShopPlugin } from './shop-plugins.ts';

/** Every plugin of the installation as this shop has it, those that are broken too. */
export async function listPlugins(ctx: Ctx): Promise<PluginView[]> {
  authorise(ctx, 'plugins.read');
  const views = (await readShopPlugins(ctx)).map(viewPlugin);
  const broken = ctx.plugins.list().flatMap((found) => ('problem' in found ? [viewBroken(path.basename(found.name), found.problem)] : []));
  return [...views, ...broken];
}

/** @throws BottegaError not_found */
export async function getPlugin(ctx: Ctx, { id }: { id: string }): Promise<PluginView> {
  authorise(ctx, 'plugins.read');
  return viewPlugin(await findShopPlugin(ctx, id));
}

/** @throws BottegaError not_found */
export async function findShopPlugin(ctx: Ctx, id: string): Promise<ShopPlugin> {
  const found = (await readShopPlugins(ctx)).find(({ plugin }) => plugin.manifest.id === id);
  if (!found) throw new BottegaError('not_found', `There is no plugin "${id}" here.`);
  return found;
}
