import { Circle, CircleCheck } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { HomeView } from '../types.ts';

type Item = HomeView['checklist'][number];

/** What opening a shop takes. What is left stands first, with the way to do it; what is done is ticked from real state. */
export function Checklist({ items }: { items: readonly Item[] }) {
  const t = useMessages();
  const done = items.filter((item) => item.done);
  const count = t('home.checklistCount', { done: done.length, all: items.length });
  return (
    <Section title={t('home.checklist')} aside={<span className="text-12 text-ink-2">{count}</span>} className="self-start">
      <ProgressBar label={t('home.checklist')} value={done.length} max={items.length} className="mb-2" />
      <ol>
        {items
          .filter((item) => !item.done)
          .map((item) => (
            <LeftToDo key={item.key} item={item} />
          ))}
        {done.map((item) => (
          <li key={item.key} className="flex gap-3 border-b border-line py-2.5">
            <CircleCheck className="i i-20 text-ok" />
            <span className="grow text-ink-2">
              {t(`home.task.${item.key}.done`)}
              <span className="sr-only"> · {t('home.taskDone')}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function LeftToDo({ item }: { item: Item }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <li className="flex gap-3 border-b border-line py-3">
      <Circle className="i i-20 text-ink-3" />
      <div className="grow">
        <p className="font-semibold">{t(`home.task.${item.key}.title`)}</p>
        <p className="text-ink-2">{t(`home.task.${item.key}.text`)}</p>
        <ButtonLink size="small" className="mt-2.5" to={`/admin/${shop.slug}/${item.href}`}>
          {t(`home.task.${item.key}.action`)}
        </ButtonLink>
      </div>
    </li>
  );
}
