import type { WebContext } from 'bottega/web-context';
import { data, type RouterContextProvider, redirect } from 'react-router';
import { webContext } from '../context.ts';

/** What a page inside a shop may count on: the shop, and a member of it who is signed in. */
export type Room = WebContext & { readonly ctx: NonNullable<WebContext['ctx']>; readonly staff: NonNullable<WebContext['staff']> };

/** What loaders and actions are called with, as far as a room needs it. */
type Call = { readonly context: Readonly<RouterContextProvider>; readonly url: URL };

/**
 * Runs a loader or an action for a signed-in member of the shop in the address.
 * @throws Response to the sign-in page for a visitor; an error response with the status of the operation's failure.
 */
export async function inShop<T>({ context, url }: Call, work: (room: Room) => Promise<T>): Promise<T> {
  const web = context.get(webContext);
  const { ctx, staff } = web;
  if (!staff) throw redirect(signInAddress(url));
  if (!ctx) throw data(null, { status: 404 });
  if (ctx.actor.type !== 'staff') throw data(null, { status: 403 });
  try {
    return await work({ ...web, ctx, staff });
  } catch (error) {
    throw isRefusal(error) ? data(null, { status: STATUS[error.code] }) : error;
  }
}

/** Where to sign in and come back here. */
export const signInAddress = ({ pathname, search }: URL): string => `/admin/sign-in?next=${encodeURIComponent(pathname + search)}`;

/** A path of the admin to go to after signing in; anything that could lead elsewhere becomes the admin's front page. */
export const nextAddress = (wish: string | null): string => (wish && /^\/admin(\/[^/\\]|[?]|$)/.test(wish) ? wish : '/admin');

export type FieldProblem = { readonly path: string; readonly message: string };
/** What a form shows after it was refused; `detail` is the sentence for what belongs to no field. */
export type Refusal = { readonly detail: string; readonly problems: readonly FieldProblem[] };

/** Runs what a form asks for. A refusal that the reader can mend comes back as a value, everything else goes on as it was thrown. */
export async function submitted<T>(work: () => Promise<T>): Promise<T | ReturnType<typeof data<Refusal>>> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error) || !MENDABLE.has(error.code)) throw error;
    return data({ detail: error.message, problems: error.problems }, { status: STATUS[error.code] });
  }
}

/** A BottegaError, known by its shape: pages import the server's types, never its code. */
type OperationRefusal = Error & { readonly code: keyof typeof STATUS; readonly problems: readonly FieldProblem[] };

const STATUS = { unauthenticated: 401, forbidden: 403, not_found: 404, shop_not_found: 404, conflict: 409, invalid_input: 422, unknown_currency: 422, database_away: 503 } as const;
const MENDABLE: ReadonlySet<string> = new Set(['invalid_input', 'unknown_currency', 'conflict']);

const isRefusal = (error: unknown): error is OperationRefusal =>
  error instanceof Error && error.name === 'BottegaError' && 'code' in error && typeof error.code === 'string' && Object.hasOwn(STATUS, error.code);
