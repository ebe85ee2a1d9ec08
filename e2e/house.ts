import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureDemoShop, readCatalogue } from '../packages/server/src/cli/demo-shop.ts';
import { openHouse } from '../packages/server/src/main.ts';
import { createLog, loadConfig } from '../packages/server/src/platform/index.ts';

/** A house of its own on a fresh data folder, with the demo shop, its owner and the first few of its products. */
export type SmallHouse = {
  readonly adminUrl: string;
  /** Without a slash at its end. */
  readonly shopUrl: string;
  createSignInLink(): Promise<string>;
  /** The six digits of the latest mail to somebody; without SMTP the house writes its mail into a folder. */
  readCode(to: string): Promise<string | undefined>;
  close(): Promise<void>;
};

/** Few, because each brings pictures to be made in every size; enough that one is left for "goes well with". */
const PRODUCTS = 3;

export async function openSmallHouse(): Promise<SmallHouse> {
  const data = await mkdtemp(path.join(os.tmpdir(), 'bottega-e2e-'));
  await chmod(data, 0o711); // PostgreSQL, which does not run as root, lives inside
  const port = String(await findFreePort());
  const { config } = loadConfig({ flags: { data, port }, env: { BOTTEGA_LOG_LEVEL: 'warn' }, cwd: data });
  const house = await openHouse({ config, log: createLog(config, 'file'), withPages: true });
  const close = async () => {
    await house.close();
    await rm(data, { recursive: true, force: true });
  };
  try {
    const catalogue = await readCatalogue();
    const { ctx, ownerId } = await ensureDemoShop(house, { ...catalogue, products: catalogue.products.slice(0, PRODUCTS) }, () => {});
    return {
      adminUrl: `${config.publicUrl}/admin`,
      shopUrl: ctx.shopUrl.replace(/\/$/, ''),
      createSignInLink: () => house.auth.createSignInLink({ id: ownerId }),
      readCode: (to) => readLatestCode(path.join(data, 'outbox'), to),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readLatestCode(outbox: string, to: string): Promise<string | undefined> {
  const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
  for (const name of names.toReversed()) {
    const mail = await readFile(path.join(outbox, name), 'utf8');
    if (mail.includes(`To: ${to}`)) return /\b\d{6}\b/.exec(mail.slice(mail.indexOf('\r\n\r\n')))?.[0];
  }
  return undefined;
}

/** The house tells its address to others before it listens, so it cannot leave the choice to the system. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
