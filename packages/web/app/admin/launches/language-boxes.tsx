import { OctagonAlert } from 'lucide-react';
import { useId } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ownName, useFormats } from '../formats.ts';
import { COPY_LANGUAGES } from './copy-languages.ts';

/** Which languages a launch speaks; the first ticked one is the voice of the films. */
export function LanguageBoxes({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  const t = useMessages();
  const formats = useFormats();
  const noteId = useId();
  return (
    <fieldset aria-describedby={noteId}>
      <legend className="label">{t('form.languages')}</legend>
      <div className="grid grid-cols-2 gap-x-4">
        {COPY_LANGUAGES.map((language) => (
          <label key={language} className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
            <input
              type="checkbox"
              name="languages"
              value={language}
              defaultChecked={chosen.includes(language)}
              className="size-4 accent-ink"
              {...(error && { 'aria-invalid': true })}
            />
            <span lang={language} title={formats.language(language)}>
              {ownName(language)}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p className="error">
          <OctagonAlert className="i" />
          {error}
        </p>
      )}
      <p id={noteId} className="hint">
        {t('form.languagesHint')}
      </p>
    </fieldset>
  );
}
