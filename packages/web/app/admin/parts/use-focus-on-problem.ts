import { type RefObject, useEffect, useRef } from 'react';

/** After a refusal, takes the keyboard to the first field of the form that needs another look. */
export function useFocusOnProblem(problem: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  return form;
}
