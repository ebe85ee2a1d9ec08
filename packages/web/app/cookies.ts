/** The value of a cookie in a request, decoded; undefined when it is absent. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return safeDecode(value.trim());
  }
  return undefined;
}

type CookieOptions = { readonly path: string; readonly seconds: number; readonly secure: boolean; readonly httpOnly?: boolean };

/** A Set-Cookie value, SameSite=Lax. `seconds` 0 removes the cookie. */
export function writeCookie(name: string, value: string, { path, seconds, secure, httpOnly = false }: CookieOptions): string {
  return [
    `${name}=${encodeURIComponent(value)}`,
    `Path=${path}`,
    `Max-Age=${seconds}`,
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
  ].join('; ');
}

/** Whether cookies can be held back from plain http: true where the shop itself is served by https. */
export const isSecure = (shopUrl: string): boolean => shopUrl.startsWith('https:');

function safeDecode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    // A cookie that someone mangled counts as none.
    return undefined;
  }
}
