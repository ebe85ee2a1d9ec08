import { type ReactNode, useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import { textLength } from '../launches/text-length.ts';

type CountedFieldProps = {
  readonly label: string;
  readonly name: string;
  /** In what `measure` counts. */
  readonly max: number;
  readonly min?: number | undefined;
  /** In code points unless it says otherwise, as the server counts. */
  readonly measure?: (text: string) => number;
  /** What the text is written in, where that is not the page's language. */
  readonly lang?: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly error: string | undefined;
  /** A text of several lines; absent makes it one line. */
  readonly rows?: number;
  readonly className?: string;
};

/** A text with a counter against its limit. Nothing is cut off: what is too long is said, not lost. */
export function CountedField({
  label,
  name,
  max,
  min = 0,
  measure = textLength,
  lang,
  value,
  hint,
  error,
  rows,
  className,
}: CountedFieldProps) {
  const t = useMessages();
  const [length, setLength] = useState(measure(value));
  const count = <span className={length > max || length < min ? 'text-bad' : ''}>{t('launch.count', { count: length, max })}</span>;
  const shared = { name, defaultValue: value, dir: 'auto', ...(lang && { lang }) } as const;
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
          <textarea {...tie} {...shared} rows={rows} onChange={(event) => setLength(measure(event.currentTarget.value))} />
        ) : (
          <input {...tie} {...shared} onChange={(event) => setLength(measure(event.currentTarget.value))} />
        )
      }
    </Field>
  );
}
