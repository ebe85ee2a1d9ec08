import { CircleCheck, Hand, Info, type LucideIcon, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type NoticeLook = 'live' | 'ok' | 'warn' | 'bad';

const LOOKS: Readonly<Record<NoticeLook, { icon: LucideIcon; className: string }>> = {
  live: { icon: Info, className: 'bg-accent-wash text-accent' },
  ok: { icon: CircleCheck, className: 'bg-ok-wash text-ok' },
  warn: { icon: Hand, className: 'bg-warn-wash text-warn' },
  bad: { icon: OctagonAlert, className: 'bg-bad-wash text-bad' },
};

/** One message above the matter, with what to do about it. Read out at once when it is a problem, politely otherwise. */
export function Notice({ look, action, children }: { look: NoticeLook; action?: ReactNode; children: ReactNode }) {
  const { icon: Icon, className } = LOOKS[look];
  return (
    <div
      role={look === 'bad' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-1 px-4 py-3 ${className}`}
    >
      <p className="flex min-w-0 grow basis-60 items-start gap-3">
        <Icon className="i i-20 mt-0.5" />
        <span>{children}</span>
      </p>
      {action}
    </div>
  );
}
