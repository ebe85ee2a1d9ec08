import type { MiddlewareFunction } from 'react-router';
import { visitContext, webContext } from './context.ts';
import { isSecure, readCookie, writeCookie } from './cookies.ts';
import { chooseLanguage, isLanguage } from './i18n/languages.ts';
import { isScheme } from './scheme.ts';

export const YEAR = 365 * 24 * 60 * 60;

/** Settles language and scheme before any loader runs, and remembers a language that the address asked for. */
export const settleVisit: MiddlewareFunction<Response> = async ({ request, context, url }, next) => {
  const { ctx, shopUrl } = context.get(webContext);
  const asked = url.searchParams.get('lang');
  const remembered = readCookie(request, 'lang');
  const scheme = readCookie(request, 'scheme');
  context.set(visitContext, {
    language: chooseLanguage({ asked, remembered, acceptLanguage: request.headers.get('accept-language'), shopLocale: ctx?.shop.locale }),
    scheme: isScheme(scheme) ? scheme : null,
    requestId: ctx?.requestId ?? request.headers.get('x-request-id'),
  });

  const response = await next();
  response.headers.append('vary', 'Cookie, Accept-Language');
  if (isLanguage(asked) && asked !== remembered) {
    response.headers.append('set-cookie', writeCookie('lang', asked, { path: '/', seconds: YEAR, secure: isSecure(shopUrl) }));
  }
  return response;
};
