import type { ReactNode } from 'react';
import { Field } from '../../parts/field.tsx';

type TextFieldProps = {
  readonly label: string;
  readonly name: string;
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly type?: 'text' | 'datetime-local' | 'number';
  readonly required?: boolean;
  /** Codes and amounts run from left to right in every language. */
  readonly isCode?: boolean;
  readonly longest?: number;
};

/** A line of text in a form about prices. */
export function TextField({ label, name, value = '', hint, error, type = 'text', required, isCode, longest = 120 }: TextFieldProps) {
  return (
    <Field label={label} error={error} {...(hint && { hint })}>
      {(tie) => (
        <input
          {...tie}
          {...(required && { required })}
          name={name}
          type={type}
          defaultValue={value}
          autoComplete="off"
          maxLength={longest}
          dir={isCode ? 'ltr' : 'auto'}
        />
      )}
    </Field>
  );
}

type AreaFieldProps = Pick<TextFieldProps, 'label' | 'name' | 'value' | 'hint' | 'error'> & { readonly rows?: number };

/** Some lines of what runs from left to right: steps, prices, codes. */
export function AreaField({ label, name, value = '', hint, error, rows = 3 }: AreaFieldProps) {
  return (
    <Field label={label} error={error} {...(hint && { hint })}>
      {(tie) => <textarea {...tie} name={name} rows={rows} defaultValue={value} spellCheck={false} dir="ltr" />}
    </Field>
  );
}

type ChoiceFieldProps = Pick<TextFieldProps, 'label' | 'name' | 'value' | 'hint' | 'error'> & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

export function ChoiceField({ label, name, value, hint, error, choices }: ChoiceFieldProps) {
  return (
    <Field label={label} error={error} {...(hint && { hint })}>
      {(tie) => (
        <select {...tie} name={name} defaultValue={value}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no. */
export function CheckField({ name, isOn, children }: { readonly name: string; readonly isOn?: boolean; readonly children: ReactNode }) {
  return (
    <label className="flex items-center gap-3">
      <input type="checkbox" name={name} value="yes" defaultChecked={isOn ?? false} className="size-4 shrink-0 accent-ink" />
      <span>{children}</span>
    </label>
  );
}
