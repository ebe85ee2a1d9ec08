import type { WebContext } from 'bottega/web-context';
import { data, type RouterContextProvider, redirect } from 'react-router';
import { visitContext, webContext } from '../context.ts';
import type { Language } from '../i18n/languages.ts';
import { orErrorPage } from '../problems.ts';

/** What a page of a shop may count on: a shop, what sells in it, and the visitor's language. */
export type Shop = Omit<WebContext, 'ctx'> & {
  readonly ctx: NonNullable<WebContext['ctx']>;
  readonly commerce: WebContext['operations']['commerce'];
  readonly language: Language;
};

type Provider = Readonly<RouterContextProvider>;

/**
 * The shop that this request is for.
 * @throws a redirect to the admin where the front page is asked for and no shop is named; else a 404 response.
 */
export function shopOf(context: Provider, { pathname }: Pick<URL, 'pathname'>): Shop {
  const web = context.get(webContext);
  const { ctx } = web;
  if (ctx) return { ...web, ctx, commerce: web.operations.commerce, language: context.get(visitContext).language };
  if (pathname === '/') throw redirect(web.adminUrl);
  throw data(null, { status: 404 });
}

/**
 * Runs a loader or an action of a shop's page.
 * @throws a response with the status of what was refused, which the nearest error page shows.
 */
export async function atShop<Result>(
  { context, url }: { context: Provider; url: URL },
  work: (shop: Shop) => Promise<Result>,
): Promise<Result> {
  const shop = shopOf(context, url);
  return orErrorPage(work(shop).catch((error: unknown) => Promise.reject(classified(error, shop))));
}

/** Failures of the ground (the database away, the disk full) in the catalogue's words; thrown responses as they are. */
const classified = (error: unknown, { operations }: Shop): unknown =>
  error instanceof Error ? operations.platform.toBottegaError(error) : error;
