import { createWebHandler } from '../src/handler.ts';
import { buildPages } from './build-pages.ts';
import { createDemoContext } from './fixture/demo-context.ts';

export type By = 'host' | 'path' | 'nothing';

type Asked = { readonly form?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>> };

/** A page as it came back. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string };

/** Someone with a browser without JavaScript: keeps cookies, sends forms, follows no redirect by itself. */
export type Visitor = {
  readonly base: string;
  readonly cookies: Map<string, string>;
  visit(path: string, asked?: Asked): Promise<Answer>;
};

const ORIGIN = 'http://localhost:4000';

let opened: ReturnType<typeof createWebHandler> | undefined;

/** The built pages, built first where they are stale; once for each test file. */
export function openPages(): ReturnType<typeof createWebHandler> {
  opened ??= buildPages().then(createWebHandler);
  return opened;
}

/** Opens the demo shop on the built pages. Each visitor gets a shop of its own, with empty carts. */
export async function createVisitor(by: By): Promise<Visitor> {
  const handle = await openPages();
  const contextFor = createDemoContext();
  const cookies = new Map<string, string>();
  const base = by === 'path' ? '/s/fornace' : '';

  async function visit(path: string, { form, headers = {} }: Asked = {}): Promise<Answer> {
    const request = new Request(`${ORIGIN}${path}`, {
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-request-id': 'request-1',
        ...(form && { origin: ORIGIN }),
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    const response = await handle(request, contextFor(by));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  return { base, cookies, visit };
}

/** The values of an attribute over a whole page, entities decoded. */
export const attributes = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value.replaceAll('&amp;', '&'));

/** What a page says: its text without tags and scripts. */
export const textOf = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
