import type { WebContext } from 'bottega/web-context';
import { data, type RouterContextProvider, redirect } from 'react-router';
import { webContext } from '../context.ts';
import { orErrorPage, type Problem, problemOf } from '../problems.ts';

/** What a page inside a shop may count on: the shop, and a member of it who is signed in. */
export type Room = WebContext & { readonly ctx: NonNullable<WebContext['ctx']>; readonly staff: NonNullable<WebContext['staff']> };

/** What loaders and actions are called with, as far as a room needs it. */
type Call = { readonly context: Readonly<RouterContextProvider>; readonly url: URL };

/**
 * Runs a loader or an action for a signed-in member of the shop in the address.
 * @throws a redirect to the sign-in page for a visitor; else a response with the status of the refusal, which an error page shows.
 */
export async function inShop<Result>({ context, url }: Call, work: (room: Room) => Promise<Result>): Promise<Result> {
  const web = context.get(webContext);
  const { ctx, staff } = web;
  if (!staff) throw redirect(signInAddress(url));
  if (!ctx) throw data(null, { status: 404 });
  if (ctx.actor.type !== 'staff') throw data(null, { status: 403 });
  return asPage(web, work({ ...web, ctx, staff }));
}

/** The same for what is somebody's own and belongs to no shop. */
export async function asStaff<Result>(
  { context, url }: Call,
  work: (web: WebContext & { readonly staff: NonNullable<WebContext['staff']> }) => Promise<Result>,
): Promise<Result> {
  const web = context.get(webContext);
  if (!web.staff) throw redirect(signInAddress(url));
  return asPage(web, work({ ...web, staff: web.staff }));
}

/** Failures of the ground (the database away, the disk full) are told in the catalogue's words; thrown responses go on as they are. */
export function asPage<Result>({ operations }: Pick<WebContext, 'operations'>, work: Promise<Result>): Promise<Result> {
  const classified = (error: unknown) => (error instanceof Error ? operations.platform.toBottegaError(error) : error);
  return orErrorPage(work.catch((error: unknown) => Promise.reject(classified(error))));
}

/** Where to sign in and come back here. */
export const signInAddress = ({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string =>
  `/admin/sign-in?next=${encodeURIComponent(pathname + search)}`;

/** A path of the admin to go to after signing in; anything that could lead elsewhere becomes the admin's front page. */
export const nextAddress = (wish: string | null): string => (wish && /^\/admin(?:\/(?![/\\])|\?|$)/.test(wish) ? wish : '/admin');

/** Refusals that the reader can mend in the form they sent. */
const MENDABLE: ReadonlySet<string> = new Set([
  'invalid_input',
  'unknown_currency',
  'conflict',
  'domain_not_verified',
  'dns_away',
  'not_an_image',
  'image_damaged',
  'image_too_large',
  'payload_too_large',
  'too_many_tries',
  'address_refused',
]);

/** Runs what a form asks for; a refusal that the reader can mend comes back as a value with status 422, all else is thrown on. */
export async function submitted(work: () => Promise<unknown>): Promise<ReturnType<typeof data<Problem>> | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const problem = problemOf(error);
    if (!problem || !MENDABLE.has(problem.code)) throw error;
    return data(problem, { status: 422 });
  }
}
