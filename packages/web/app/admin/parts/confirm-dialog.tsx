import { type ReactNode, useId, useRef } from 'react';
import { Form } from 'react-router';
import { Button } from '../../parts/button.tsx';

type ConfirmDialogProps = {
  readonly trigger: ReactNode;
  /** Names the thing and the amount. */
  readonly title: string;
  readonly children: ReactNode;
  /** The way back, in words: "Keep the order". */
  readonly keep: string;
  /** What is done, with the amount: "Cancel €124.90". */
  readonly confirm: string;
  /** What the page's action is told. */
  readonly intent: string;
  /** What else it is told, by name. */
  readonly fields?: Readonly<Record<string, string>>;
};

/** Asks once more before something that cannot be undone. Opens with the keyboard on the way back; Escape goes it. */
export function ConfirmDialog({ trigger, title, children, keep, confirm, intent, fields = {} }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = () => dialog.current?.close();
  return (
    <>
      <Button look="bad" onClick={() => dialog.current?.showModal()}>
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        className="m-auto w-[calc(100%-2rem)] max-w-sm rounded-2 border border-line bg-sheet p-5 text-ink shadow-float backdrop:bg-scrim"
      >
        <h2 id={titleId} className="display text-22">
          {title}
        </h2>
        <p className="mt-2 text-ink-2">{children}</p>
        <Form method="post" preventScrollReset onSubmit={close} className="mt-5 flex flex-wrap justify-end gap-2">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button look="quiet" onClick={close}>
            {keep}
          </Button>
          <Button type="submit" name="intent" value={intent} look="bad">
            {confirm}
          </Button>
        </Form>
      </dialog>
    </>
  );
}
