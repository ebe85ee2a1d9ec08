import type { Ctx } from '../context.ts';
import { changePlugin } from './change-plugin.ts';
import { readShopPlugins } from './shop-plugins.ts';

/** Switches on what every new shop has to try things with. What the shop has decided on itself stays as it is. */
export async function switchOnForNewShop(ctx: Ctx): Promise<void> {
  for (const { plugin, decided } of await readShopPlugins(ctx)) {
    const settings = 'inNewShops' in plugin.source ? plugin.source.inNewShops : undefined;
    if (settings && decided === null) await changePlugin(ctx, { id: plugin.manifest.id, enabled: true, settings: { ...settings } });
  }
}
