import { useRouteLoaderData } from 'react-router';
import type { RootData } from './root.tsx';

/** Where a page stands when the root's own loader failed: nothing but a language is known. */
const NOWHERE: RootData = { language: 'en', scheme: null, requestId: null, shopBase: '', shopUrl: '/', shop: null };

/** What the root knows of this page: language, scheme, shop, and where the shop lives. */
export const usePage = (): RootData => useRouteLoaderData<RootData>('root') ?? NOWHERE;

/** Turns a path of the shop into an address: `path('p/bowl')` is '/p/bowl' or '/s/fornace/p/bowl'; '' is the front page. */
export function useShopPath(): (path: string) => string {
  const { shopBase } = usePage();
  return (path) => shopPath(shopBase, path);
}

/** The same for loaders and actions, which know the base from the request's context. */
export const shopPath = (shopBase: string, path: string): string => `${shopBase}/${path}`;
