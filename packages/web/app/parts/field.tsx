import { OctagonAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

/** What ties a control to its label, hint and error: spread it on the input, select or textarea. */
type Tie = { readonly id: string; readonly className: 'input'; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  readonly children: (tie: Tie) => ReactNode;
};

/** A labelled control. The error says what to do and is read out with the control. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        className: 'input',
        ...(describedBy && { 'aria-describedby': describedBy }),
        ...(error && { 'aria-invalid': true }),
      })}
      {error && (
        <p id={errorId} className="error">
          <OctagonAlert className="i" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
