import { useMessages } from '../../i18n/use-messages.tsx';

/** Names a category in the page's language; one that a merchant made up is shown as written. */
export function useCategoryName(): (category: string) => string {
  const t = useMessages();
  return (category) => t('category.name', { category, written: category.charAt(0).toUpperCase() + category.slice(1) });
}
