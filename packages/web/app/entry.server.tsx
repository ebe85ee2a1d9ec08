import { renderToString } from 'react-dom/server';
import { type EntryContext, type HandleErrorFunction, isRouteErrorResponse, type RouterContextProvider, ServerRouter } from 'react-router';
import { webContext } from './context.ts';
import { NonceContext } from './nonce.ts';
import { wholePage } from './whole-page.ts';

/**
 * Renders a page in one go and sends it whole. No loader defers anything and no component waits, so the first byte waits for nothing that the
 * last one would not; to stream it costs more of everything.
 * @throws what a component throws, in place of which React Router renders the nearest error page
 */
export default async function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  provider: RouterContextProvider,
): Promise<Response> {
  headers.set('content-type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { nonce } = provider.get(webContext);
  const { serverHandoffStream, ...context } = ofThisPage(routerContext);
  const page = renderToString(
    <NonceContext value={nonce}>
      <ServerRouter context={context} url={request.url} nonce={nonce} />
    </NonceContext>,
  );
  const end = page.lastIndexOf('</body>');
  const data = context.renderMeta?.didRenderScripts && serverHandoffStream ? await handOver(serverHandoffStream, nonce) : '';
  return wholePage(Buffer.from(`<!DOCTYPE html>${page.slice(0, end)}${data}${page.slice(end)}`), { status, headers });
}

/** What the loaders returned, for the browser to take up, in the words in which React Router itself would hand it over piece by piece. */
async function handOver(stream: ReadableStream<Uint8Array>, nonce: string): Promise<string> {
  const decoder = new TextDecoder();
  let data = '';
  for await (const piece of stream) data += decoder.decode(piece, { stream: true });
  const taken = `window.__reactRouterContext.streamController`;
  return `<script nonce="${nonce}">${taken}.enqueue(${inScript(data)});${taken}.close();</script>`;
}

/** A text as a string of JavaScript in which nothing can end the script. */
const inScript = (text: string): string =>
  JSON.stringify(text).replace(/[&<>\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** React Router makes every route that it is given anew for each page: it is given those that this page is made of. */
function ofThisPage(context: EntryContext): EntryContext {
  const { manifest, staticHandlerContext } = context;
  const routes = Object.fromEntries(staticHandlerContext.matches.map(({ route: { id } }) => [id, manifest.routes[id]]));
  return { ...context, manifest: { ...manifest, routes } };
}

/** Failures that a page did not foresee go to the log; a reader who left, or a page that is not there, is no failure. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  console.error(error);
};
