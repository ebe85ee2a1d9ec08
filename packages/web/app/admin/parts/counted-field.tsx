import { type ReactNode, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { textLength } from '../launches/text-length.ts';

type CountedFieldProps = {
  readonly label: string;
  readonly name: string;
  /** In code points, as the server counts. */
  readonly max: number;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly error: string | undefined;
  /** A text of several lines; absent makes it one line. */
  readonly rows?: number;
  readonly className?: string;
};

/** A text with a counter against its limit. Nothing is cut off: what is too long is said, not lost. */
export function CountedField({ label, name, max, value, hint, error, rows, className }: CountedFieldProps) {
  const t = useMessages();
  const [length, setLength] = useState(textLength(value));
  const count = <span className={length > max ? 'text-bad' : ''}>{t('launch.count', { count: length, max })}</span>;
  const shared = { name, defaultValue: value, dir: 'auto' } as const;
  return (
    <Field
      label={label}
      hint={
        hint ? (
          <>
            {hint} {count}
          </>
        ) : (
          count
        )
      }
      error={error}
      {...(className && { className })}
    >
      {(tie) =>
        rows ? (
          <textarea {...tie} {...shared} rows={rows} onChange={(event) => setLength(textLength(event.currentTarget.value))} />
        ) : (
          <input {...tie} {...shared} onChange={(event) => setLength(textLength(event.currentTarget.value))} />
        )
      }
    </Field>
  );
}
