import type { Hono } from 'hono';
import { createApp } from '../http/app.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { PageHandler } from '../http/pages.ts';
import type { Operations } from '../http/web-context.ts';
import { type Auth, createAuth } from '../platform/auth/auth.ts';
import type { Role } from '../platform/permissions.ts';
import type { Ground } from '../platform/ground.ts';
import type { RoomModule } from '../platform/routes/room-module.ts';
import type { Shop } from '../platform/shops/shop.ts';
import type { TestWorld } from './test-world.ts';

export const OPERATOR_TOKEN = 'operator-token-of-tests';

/** The whole of HTTP over a test world, called in process. */
export type TestApp = {
  readonly app: Hono<AppEnv>;
  readonly auth: Auth;
  readonly ground: Ground;
  /** Sends a request to `http://localhost:4600`, or wherever `address` says. */
  ask(address: string, init?: RequestInit): Promise<Response>;
  /** The cookie of somebody who is a member of these shops, each in their role. */
  signInAs(memberships: readonly { shop: Shop; role: Role }[]): Promise<string>;
  close(): Promise<void>;
};

type Options = {
  readonly modules?: readonly RoomModule[];
  readonly handle?: PageHandler;
  readonly clientFolder?: string;
  /** What the pages call; a handler that calls none needs none. */
  readonly operations?: Operations;
};

export async function openTestApp(world: TestWorld, options: Options = {}): Promise<TestApp> {
  const { ground } = world;
  const auth = await createAuth({ database: world.database, publicUrl: ground.config.publicUrl, secrets: ground.secrets, log: ground.log });
  const { handle, clientFolder = world.folder, operations = {} as Operations } = options;
  const app = createApp({
    ground,
    auth,
    modules: options.modules ?? [],
    operations,
    operatorToken: OPERATOR_TOKEN,
    ...(handle ? { web: { handle, clientFolder } } : {}),
  });
  let people = 0;
  return {
    app,
    auth,
    ground,
    ask: async (address, init) => app.request(new URL(address, 'http://localhost:4600').href, init),
    async signInAs(memberships) {
      const staff = await auth.createStaff({ name: 'Ada', email: `ada-${++people}@example.com` });
      for (const { shop, role } of memberships) await auth.addMember({ shop, userId: staff.id, role });
      const link = new URL(await auth.createSignInLink(staff));
      const answer = await app.request(link.href);
      return cookieOf(answer.headers);
    },
    close: () => auth.close(),
  };
}

/** What a browser would send back. */
export const cookieOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
