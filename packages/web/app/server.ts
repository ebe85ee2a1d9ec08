import type { WebContext } from 'bottega/web-context';
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router';
import * as build from 'virtual:react-router/server-build';
import { webContext } from './context.ts';
import { asUnread } from './whole-page.ts';

// The generated types of the build say `undefined` where ServerBuild says absent.
const handle = createRequestHandler(build as ServerBuild);

/** Answers one request for a page, its data or its form. Never rejects for a page's own failure: that becomes an error page. */
export async function handleRequest(request: Request, context: WebContext): Promise<Response> {
  const provider = new RouterContextProvider();
  provider.set(webContext, context);
  return asUnread(await handle(request, provider));
}
