import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type PillLook = 'plain' | 'live' | 'ok' | 'warn' | 'bad';

/** A status: always an icon and a word, never colour alone. */
export function Pill({ look = 'plain', icon: Icon, children }: { look?: PillLook; icon: LucideIcon; children: ReactNode }) {
  return (
    <span className={look === 'plain' ? 'pill' : `pill pill-${look}`}>
      <Icon className="i" />
      {children}
    </span>
  );
}
