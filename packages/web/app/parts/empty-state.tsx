import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly picture: ReactNode;
  /** One sentence of what will stand here, and how it gets here. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** What stands where nothing is yet: a picture, a sentence that teaches, one thing to do. */
export function EmptyState({ picture, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-4 py-10">
      <div className="text-ink-3" aria-hidden="true">
        {picture}
      </div>
      <p className="max-w-[44ch] text-18 text-ink-2">{children}</p>
      {action}
    </div>
  );
}
