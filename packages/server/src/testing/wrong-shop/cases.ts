import type { Ctx } from '../../platform/context.ts';
import type { TestApp } from '../test-app.ts';
import type { TestWorld } from '../test-world.ts';

// A subject with routes has a file `<subject>.wrong-shop.ts` beside them that exports `cases: WrongShopCases`; http/wrong-shop.test.ts finds
// it there. Most of a case is read from the OpenAPI document: `{id}` behind `products/` is a product, `{variantId}`, `?variantId=` and a
// body's `variantId` or `variantIds` are variants, and a body is made from its schema, from its examples first. What is left to say is:
// how to make one of each kind in a shop (`plant`), and whatever the names and schemas do not tell. All else has a default.

/** An id for each kind of thing that an address or a body can name: `{ product: '0195…', variant: '0195…' }`. */
export type Ids = Readonly<Record<string, string>>;

/** A shop to plant in. `ids` are those that earlier files have planted, by path: commerce before launch before platform. */
export type Planting = {
  readonly world: TestWorld;
  readonly http: TestApp;
  readonly owner: Ctx;
  readonly guest: Ctx;
  /** The owner as the sign-in knows them. */
  readonly staff: { readonly id: string; readonly email: string; readonly cookie: string };
  readonly ids: Ids;
  /** To be written into what is planted, wherever a text fits: it must never be seen from another shop. */
  readonly canary: string;
};

/** What a name stands for: a kind that is planted, or a word that is the same in every shop (the name of a plugin, of a step). */
export type Naming = string | { readonly word: string };

export type WrongShopCases = {
  readonly plant?: (place: Planting) => Promise<Ids>;
  /** Other ways of asking as somebody of the shop (an API key, an access token): the headers, by what to call the caller. */
  readonly callers?: (place: Planting) => Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;
  /** By `segment/{name}`: `{ 'runs/{workflow}': 'run' }`. */
  readonly parameters?: Readonly<Record<string, Naming>>;
  /** By the name of a query or of a field, alone or behind its route: `{ 'get /api/v1/launches after': 'launch' }`. */
  readonly fields?: Readonly<Record<string, Naming>>;
  /** A good body by route (`post /api/v1/carts/{id}/lines`): what goes as JSON, or a FormData or Blob. Every id that the schema knows is to be in it. */
  readonly bodies?: Readonly<Record<string, (ids: Ids) => unknown>>;
  /** What the shop's owner is answered by a route where that is neither 2xx nor 409: it needs what a test has not. */
  readonly answers?: Readonly<Record<string, readonly number[]>>;
  /** Routes that end something the others need, in their order; those with DELETE come last anyway. */
  readonly last?: readonly string[];
};
