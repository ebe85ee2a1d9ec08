import { data, type MiddlewareFunction, redirect, type RouterContextProvider } from 'react-router';
import { type Problem, problemOf } from '../../problems.ts';
import { shopPath } from '../../use-page.ts';
import { atShop, type Shop } from '../shop-of.ts';

type Provider = Readonly<RouterContextProvider>;
type Door = Shop['ctx'] & Shop['installation'];

/** What operations on an account need beside the shop: where the visitor comes from, and their cookies. */
export const doorOf = ({ ctx, installation }: Shop): Door => ({ ...installation, ...ctx });

/**
 * Runs a loader or an action for a customer who is signed in.
 * @throws a redirect to the sign-in page for everybody else; else as `atShop` does
 */
export function asCustomer<Result>(args: { context: Provider; url: URL }, work: (shop: Shop) => Promise<Result>): Promise<Result> {
  return atShop(args, async (shop) => {
    if (shop.ctx.actor.type === 'customer') return work(shop);
    const { pathname, search } = args.url;
    throw redirect(`${shopPath(shop.shopBase, 'account/sign-in')}?next=${encodeURIComponent(pathname + search)}`);
  });
}

/** A page of the account to go to after signing in; anything that could lead elsewhere becomes the account's first page. */
export function nextPath({ shopBase }: Shop, wish: string | null): string {
  const within = [shopPath(shopBase, 'account'), shopPath(shopBase, 'checkout')];
  const isWithin = wish !== null && within.some((path) => wish === path || wish.startsWith(`${path}/`) || wish.startsWith(`${path}?`));
  return isWithin && !wish.includes('\\') && !wish.includes('//') ? wish : shopPath(shopBase, 'account');
}

/** Refusals that somebody can mend in the form that they sent. */
const MENDABLE: Readonly<Record<string, number>> = { invalid_input: 422, conflict: 409, too_many_tries: 429 };

/** What a form is answered: which it was, and what was refused. */
export type Answer = { readonly intent: string; readonly problem: Problem | null };

/** Does what a form asks for; a refusal that can be mended comes back with its status, all else is thrown on. */
export async function answered(intent: string, work: () => Promise<unknown>) {
  try {
    await work();
    return data<Answer>({ intent, problem: null });
  } catch (error) {
    const problem = problemOf(error);
    const status = problem && MENDABLE[problem.code];
    if (!problem || status === undefined) throw error;
    return data<Answer>({ intent, problem }, { status });
  }
}

/** What is somebody's own is kept by no cache. */
export const keepNowhere: MiddlewareFunction<Response> = async (_, next) => {
  const response = await next();
  response.headers.set('cache-control', 'private, no-store');
  return response;
};
