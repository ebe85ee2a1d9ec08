import { useRouteLoaderData } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { CategoryView } from '../types.ts';

type FrameData = { readonly categories: readonly CategoryView[] };

/** The shop's categories as the frame of the page has loaded them; none where there is no frame. */
export function useCategories(): readonly CategoryView[] {
  const byHost = useRouteLoaderData<FrameData>('shop-host-frame');
  const byPath = useRouteLoaderData<FrameData>('shop-path-frame');
  return (byHost ?? byPath)?.categories ?? [];
}

/** Names a category as the merchant does, else in our words for what every shop has; one that nobody named is shown as written. */
export function useCategoryName(): (category: string) => string {
  const t = useMessages();
  const categories = useCategories();
  return (category) => {
    const named = categories.find(({ slug }) => slug === category)?.name;
    return named ?? t('category.name', { category, written: category.charAt(0).toUpperCase() + category.slice(1) });
  };
}
