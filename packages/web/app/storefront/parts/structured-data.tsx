import { useContext } from 'react';
import { NonceContext } from '../../nonce.ts';

/** What search engines read about the page, as JSON-LD. */
export function StructuredData({ data }: { data: Readonly<Record<string, unknown>> }) {
  const nonce = useContext(NonceContext);
  // "<" is escaped so that no text of a product can end the script.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return (
    <script
      type="application/ld+json"
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: React escapes a script's text as HTML, which JSON-LD is not; see above
      dangerouslySetInnerHTML={{ __html: json }}
    />
  );
}
