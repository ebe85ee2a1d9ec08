import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Ctx } from '../context.ts';
import type { InstallationCtx } from '../ground.ts';

/** What a route of a room finds in its context: the shop is named and known by then. */
export type RoomEnv = { Variables: { ctx: Ctx } };

/** What a route finds that belongs to no shop: signing in, the account of staff, making a shop. */
export type InstallationEnv = { Variables: { installation: InstallationCtx } };

/** What a room hands to the program. Its routes carry their whole path, `/api/v1/…`; input is validated by their schemas. */
export type RoomModule = {
  readonly name: string;
  readonly routes: (app: OpenAPIHono<RoomEnv>) => void;
  /** Routes that need no shop. */
  readonly installationRoutes?: (app: OpenAPIHono<InstallationEnv>) => void;
};
