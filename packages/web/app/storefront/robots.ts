import type { LoaderFunctionArgs } from 'react-router';
import { webContext } from '../context.ts';

/** Search engines are welcome in the shop, not in the admin, the basket or anyone's order. */
export function loader({ context }: LoaderFunctionArgs) {
  const { ctx, shopUrl } = context.get(webContext);
  const lines = [
    'User-agent: *',
    'Disallow: /admin',
    'Disallow: /*/basket$',
    'Disallow: /basket',
    'Disallow: /*/checkout$',
    'Disallow: /checkout',
    'Disallow: /*/orders/',
    'Disallow: /orders/',
    ...(ctx ? [`Sitemap: ${shopUrl}sitemap.xml`] : []),
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
