import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Actor, Ctx } from '../context.ts';
import type { InstallationCtx } from '../ground.ts';

/** What a route of a room finds in its context: the shop is named and known by then. */
export type RoomEnv = { Variables: { ctx: Ctx; installation: InstallationCtx } };

/** What a route finds that belongs to no shop: signing in, the account of staff, making a shop. */
export type InstallationEnv = { Variables: { installation: InstallationCtx } };

/** What a visitor shows: a bearer token, or their cookies. */
export type VisitorProof = { readonly token: string } | { readonly cookies: Headers };

/** What a room hands to the program. Its routes carry their whole path, `/api/v1/…`; input is validated by their schemas. */
export type RoomModule = {
  readonly name: string;
  readonly routes: (app: OpenAPIHono<RoomEnv>) => void;
  /** Routes that need no shop. */
  readonly installationRoutes?: (app: OpenAPIHono<InstallationEnv>) => void;
  /**
   * Who asks that is neither staff nor key nor operator: by the token of an Authorization header that nobody else knows, or by a cookie
   * where there is no such header. Null for somebody whom the room does not know either.
   */
  readonly readVisitor?: (ctx: Ctx, proof: VisitorProof) => Promise<Actor | null>;
};
