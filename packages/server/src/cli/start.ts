import { FINISHED, listLaunches, startLaunch } from '#launch';
import type { Ctx } from '#platform';
import { createApiClient } from './api-client.ts';
import { type Catalogue, demoPicture, ensureDemoShop, readCatalogue } from './demo-shop.ts';
import type { House, OpenHouse } from './house.ts';
import { follow } from './launch.ts';
import { describeLaunch } from './launch-progress.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { stopRequest } from './stop-request.ts';
import { style } from './terminal.ts';

/** `bottega start`: the first five minutes. Serves, makes the demo shop, says where everything is, and runs one launch. */
export async function runStart(options: CommonOptions, openHouse: OpenHouse): Promise<void> {
  const began = performance.now();
  const { config, log } = openSettings(options);
  const stopped = stopRequest();
  say('Starting PostgreSQL and the server');
  const house = await openHouse({ config: { ...config, role: 'all' }, log, withPages: true });
  try {
    await Promise.race([showAround(house, began), stopped]); // Ctrl-C may come before all of it is shown
    await stopped;
  } finally {
    await house.close();
  }
}

async function showAround(house: House, began: number): Promise<void> {
  const { config } = house.ground;
  const catalogue = await readCatalogue();
  const { ctx, ownerId } = await ensureDemoShop(house, catalogue, (done, of) => say(`Making the demo shop: ${done} of ${of} products`));
  const link = await house.auth.createSignInLink({ id: ownerId });
  say(`Ready in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  say(`  Shop      ${style('bold', ctx.shopUrl)}`);
  say(`  Admin     ${style('bold', `${config.publicUrl}/admin`)}`);
  say(`  Sign in   ${link}`);
  say(style('dim', `            (once, within 15 minutes; \`npx bottega link\` makes another)`));
  say(style('dim', `  Data      ${config.data}\n`));
  await showFirstLaunch(house, ctx, catalogue.launch);
  say('\nCtrl-C stops everything.');
}

/** Launches the sample once in the life of a data folder; a launch that a crash interrupted is followed to its end. */
async function showFirstLaunch(house: House, ctx: Ctx, sample: Catalogue['launch']): Promise<void> {
  const { items } = await listLaunches(ctx, { limit: 1 });
  const [latest] = items;
  if (latest && FINISHED.includes(latest.status)) return;
  if (!latest) say(`Launching "${sample.name}" from one photo:\n`);
  const launchId = latest?.launchId ?? (await startSample(ctx, sample));
  const client = createApiClient({ url: house.url, token: house.operatorToken });
  const launch = await follow(client.followLaunch(ctx.shop.slug, launchId), true);
  say(`\n${describeLaunch(launch)}`);
}

async function startSample(ctx: Ctx, sample: Catalogue['launch']): Promise<string> {
  const { photo, ...words } = sample;
  const { launchId } = await startLaunch(ctx, { ...words, currency: ctx.shop.currency, photos: [{ path: demoPicture(photo) }] });
  return launchId;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
