import { createContext, type ReactNode, useContext } from 'react';
import { usePage } from '../use-page.ts';
import { commonCatalogue } from './common.ts';
import { type Catalogue, type Translate, translatorOf } from './translate.ts';

const CatalogueContext = createContext<Catalogue>(commonCatalogue);

/** Gives an area of the site its messages; only that area's pages download them. */
export function MessagesProvider({ catalogue, children }: { catalogue: Catalogue; children: ReactNode }) {
  return <CatalogueContext value={catalogue}>{children}</CatalogueContext>;
}

/** `const t = useMessages(); t('basket.title')`, in the page's language. */
export function useMessages(): Translate {
  const catalogue = useContext(CatalogueContext);
  const { language } = usePage();
  return translatorOf(language, catalogue);
}
