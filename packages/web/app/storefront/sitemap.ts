import type { LoaderFunctionArgs } from 'react-router';
import { LANGUAGE_CODES } from '../i18n/languages.ts';
import { isStocked } from './parts/shown-categories.ts';
import { atShop, type Shop } from './shop-of.ts';

/** A sitemap may hold 50,000 addresses; a shop larger than this needs several. */
const MOST = 10_000;

/** Every public page of the shop with its languages. */
export function loader(args: LoaderFunctionArgs) {
  return atShop(args, async (shop) => {
    const categories = await shop.commerce.listCategories(shop.ctx);
    const stocked = categories.filter((category) => isStocked(categories, category));
    const paths = ['', 'c/all', ...stocked.map(({ slug }) => `c/${encodeURIComponent(slug)}`), ...(await productPaths(shop))];
    return new Response(sitemapOf(paths.map((path) => `${shop.shopUrl}${path}`)), {
      headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
    });
  });
}

const sitemapOf = (addresses: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${addresses.map(entry).join('\n')}
</urlset>
`;

async function productPaths({ ctx, commerce }: Shop): Promise<string[]> {
  const paths: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null && paths.length < MOST; ) {
    const page = await commerce.listProducts(ctx, { status: 'on_sale', limit: 100, ...(cursor && { cursor }) });
    paths.push(...page.items.map(({ slug }) => `p/${slug}`));
    cursor = page.next;
  }
  return paths;
}

function entry(address: string): string {
  const alternates = LANGUAGE_CODES.map(
    (code) => `    <xhtml:link rel="alternate" hreflang="${code}" href="${escapeXml(`${address}?lang=${code}`)}"/>`,
  );
  return [`  <url>`, `    <loc>${escapeXml(address)}</loc>`, ...alternates, `  </url>`].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
