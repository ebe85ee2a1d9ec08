import type { ReactNode } from 'react';
import { useShell } from '../shell/use-shell.ts';

type PageTitleProps = {
  readonly title: string;
  /** Where the window should be called otherwise than the page. */
  readonly windowTitle?: string;
  /** Above the title: where one is, or the day. */
  readonly above?: ReactNode;
  /** Under the title: how the thing stands. */
  readonly facts?: ReactNode;
  /** What one does here; at most one of them is an ink button. */
  readonly actions?: ReactNode;
};

/** The head of a room: one title, its facts, its actions; also the title of the window. */
export function PageTitle({ title, windowTitle = title, above, facts, actions }: PageTitleProps) {
  const { shop } = useShell();
  return (
    <header>
      <title>{`${windowTitle} · ${shop.name}`}</title>
      {above && <div className="mb-1 text-ink-2">{above}</div>}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="display text-28 wrap-anywhere lg:text-36" dir="auto">
            {title}
          </h1>
          {facts && <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-ink-2">{facts}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
