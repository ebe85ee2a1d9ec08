import { type ReactNode, useId } from 'react';

type StepProps = { readonly title: string; readonly children: ReactNode | ((titleId: string) => ReactNode) };

/** One part of the checkout's form. Choices among several are labelled by the title, whose id they are given. */
export function Step({ title, children }: StepProps) {
  const id = useId();
  return (
    <section className="mt-8 border-t-[1.5px] border-ink pt-4 not-first-of-type:mt-10" aria-labelledby={id}>
      <h2 id={id} className="display text-22">
        {title}
      </h2>
      {typeof children === 'function' ? children(id) : children}
    </section>
  );
}
