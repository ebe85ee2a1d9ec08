import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

type Folding = { readonly ref: RefObject<HTMLDetailsElement | null>; readonly onKeyDown: (event: KeyboardEvent) => void };

/** Makes a `details` behave as a menu: it folds after a choice, on Escape, and when the reader turns elsewhere. */
export function useFolding(): Folding {
  const ref = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: folds at every navigation
  useEffect(() => fold(ref.current), [key]);
  useEffect(() => {
    const turnedElsewhere = ({ target }: Event) => ref.current?.contains(target as Node) === false && fold(ref.current);
    document.addEventListener('pointerdown', turnedElsewhere);
    return () => document.removeEventListener('pointerdown', turnedElsewhere);
  }, []);
  const onKeyDown = ({ key: pressed }: KeyboardEvent) => {
    if (pressed !== 'Escape' || !ref.current?.open) return;
    fold(ref.current);
    ref.current.querySelector('summary')?.focus();
  };
  return { ref, onKeyDown };
}

function fold(details: HTMLDetailsElement | null) {
  if (details) details.open = false;
}
