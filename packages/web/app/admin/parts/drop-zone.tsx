import { ImagePlus } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { buttonClass } from '../../parts/button.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';

type DropZoneProps = {
  /** "Drop photos here". */
  readonly title: string;
  /** "Choose photos". */
  readonly choose: string;
  /** Which kinds, how large, how many. */
  readonly hint: string;
  /** Of the form's field. */
  readonly name: string;
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** Of the sentence that says what is wrong, where something is. */
  readonly errorId?: string;
};

/** Takes files by drop or from the browser's own dialog, whose field stands in the open where there is no JavaScript. */
export function DropZone({ title, choose, hint, name, accept, onFiles, errorId }: DropZoneProps) {
  const isAlive = useHydrated();
  const hintId = useId();
  const { isOver, handlers } = useDrop(onFiles);
  const look = isOver ? 'border-accent bg-accent-wash' : errorId ? 'border-bad bg-sheet' : 'border-edge bg-sheet';
  return (
    <label
      {...handlers}
      className={`relative flex min-h-40 flex-col items-center justify-center gap-2 rounded-2 border border-dashed p-6 text-center focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${look}`}
    >
      <ImagePlus className="i i-20" />
      <span className="font-semibold">{title}</span>
      {isAlive && <span className={buttonClass({})}>{choose}</span>}
      <span id={hintId} className="text-13 text-ink-2">
        {hint}
      </span>
      <input
        type="file"
        name={name}
        accept={accept}
        multiple
        aria-describedby={errorId ? `${errorId} ${hintId}` : hintId}
        {...(errorId && { 'aria-invalid': true })}
        className={isAlive ? 'sr-only' : 'max-w-full text-13'}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // so that a file taken out can be chosen again
        }}
      />
    </label>
  );
}

function useDrop(onFiles: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  const hold = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: hold(true),
      onDragOver: hold(true),
      onDragLeave: hold(false),
      onDrop: (event: DragEvent) => {
        hold(false)(event);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
