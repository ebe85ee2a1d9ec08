import { writePlugin, writeProject } from '../../testing/plugin-folder.ts';
import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { changePlugin } from './change-plugin.ts';

const WORD = { type: 'object', properties: { word: { type: 'string', title: 'Word' } } };

export const cases: WrongShopCases = {
  /** The plugin is the same for all; what a shop has set in it is its own. */
  async plant({ world, owner, canary }) {
    writePlugin(world.folder, 'shelf', { bottega: { settings: WORD } });
    writeProject(world.folder, 'shelf');
    await changePlugin(owner, { id: 'shelf', enabled: true, settings: { word: canary } });
    return {};
  },
  parameters: { 'plugins/{plugin}': { word: 'shelf' } },
  bodies: { 'patch /api/v1/plugins/{plugin}': () => ({ settings: { word: 'changed' } }) },
};
