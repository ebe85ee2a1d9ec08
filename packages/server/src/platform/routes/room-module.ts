import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Ctx } from '../context.ts';

/** What a route of a room finds in its context: the shop is named and known by then. */
export type RoomEnv = { Variables: { ctx: Ctx } };

/** What a room hands to the program. Its routes carry their whole path, `/api/v1/…`; input is validated by their schemas. */
export type RoomModule = {
  readonly name: string;
  readonly routes: (app: OpenAPIHono<RoomEnv>) => void;
};
