import { type ReactNode, useId } from 'react';

type SectionProps = {
  readonly title: ReactNode;
  /** Stands at the end of the title's line: a link or a button. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A section of a printed form: an ink rule, a title, the matter. */
export function Section({ title, aside, className = '', children }: SectionProps) {
  const id = useId();
  return (
    <section className={`sec ${className}`} aria-labelledby={id}>
      <div className="sec-head">
        <h2 id={id} className="sec-title">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** The same rule with a shop's larger title. */
export function ShopSection({ title, aside, className = '', children }: SectionProps) {
  const id = useId();
  return (
    <section className={`border-t-[1.5px] border-ink pt-4 ${className}`} aria-labelledby={id}>
      <div className="flex items-baseline justify-between">
        <h2 id={id} className="display text-22 lg:text-28">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
