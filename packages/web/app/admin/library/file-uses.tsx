import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';

/** What uses a file, by the table that refers to it; what we have no word for is counted together. */
const WORDS = {
  product_picture: 'library.usedBy.product',
  product_film: 'library.usedBy.product',
  product_film_caption: 'library.usedBy.product',
  order_line: 'library.usedBy.order',
  launch_photo: 'library.usedBy.launch',
  asset: 'library.usedBy.launch',
  kit: 'library.usedBy.kit',
} as const;

/** How often a file is used, and by what. */
export function FileUses({ usedBy }: { usedBy: Readonly<Record<string, number>> }) {
  const t = useMessages();
  const formats = useFormats();
  const counts = new Map<string, number>();
  for (const [table, times] of Object.entries(usedBy)) {
    const word = t(WORDS[table as keyof typeof WORDS] ?? 'library.usedBy.other');
    counts.set(word, (counts.get(word) ?? 0) + times);
  }
  return (
    <Section title={t('library.usesTitle')}>
      {counts.size === 0 ? (
        <p className="text-ink-2">{t('library.notUsed')}</p>
      ) : (
        <dl className="grid max-w-xs grid-cols-[1fr_auto] gap-x-6 gap-y-1">
          {[...counts].map(([word, times]) => (
            <div key={word} className="contents">
              <dt>{word}</dt>
              <dd className="num">{formats.number(times)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
