import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import type { SettingView } from '../types.ts';
import { clearName, fieldName } from './read-settings.ts';

type SettingFieldProps = { readonly setting: SettingView; readonly error: string | undefined };

/** One setting of a plugin, asked for as its schema says. Its words are the plugin's own. */
export function SettingField({ setting, error }: SettingFieldProps) {
  if (setting.look === 'toggle') return <Toggle setting={setting} error={error} />;
  if (setting.look === 'secret') return <Secret setting={setting} error={error} />;
  return <Plain setting={setting} error={error} />;
}

function Plain({ setting, error }: SettingFieldProps) {
  const t = useMessages();
  const { look, title, required, choices, value } = setting;
  const shown = value === null ? '' : String(value);
  return (
    <Field label={title} hint={<Hint setting={setting} />} error={error}>
      {(tie) => {
        const asked = { ...tie, name: fieldName(setting), defaultValue: shown, required };
        if (look === 'number') return <input {...asked} inputMode="decimal" dir="ltr" />;
        if (look !== 'choice') return <input {...asked} dir="auto" />;
        return (
          <select {...asked}>
            <option value="">{t('plugins.notChosen')}</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        );
      }}
    </Field>
  );
}

function Toggle({ setting, error }: SettingFieldProps) {
  return (
    <div>
      <label className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
        <input type="checkbox" name={fieldName(setting)} defaultChecked={setting.value === true} className="size-4 accent-ink" />
        <bdi>{setting.title}</bdi>
      </label>
      {error && <p className="error">{error}</p>}
      <p className="hint">
        <Hint setting={setting} />
      </p>
    </div>
  );
}

/** What is there is never shown; a new one takes its place, and the shop's own can be taken away. */
function Secret({ setting, error }: SettingFieldProps) {
  const t = useMessages();
  const { title, required, source } = setting;
  return (
    <div>
      <Field label={title} hint={<Hint setting={setting} />} error={error}>
        {(tie) => (
          <input
            {...tie}
            name={fieldName(setting)}
            type="password"
            autoComplete="new-password"
            dir="ltr"
            required={required && source === null}
            placeholder={source ? '••••••••' : undefined}
          />
        )}
      </Field>
      {source === 'shop' && (
        <label className="mt-1 flex min-h-11 items-center gap-2.5 lg:min-h-8">
          <input type="checkbox" name={clearName(setting)} className="size-4 accent-ink" />
          <span>{t('plugins.clear')}</span>
        </label>
      )}
    </div>
  );
}

/** The plugin's own description, and whose value counts when it is not the shop's. */
function Hint({ setting: { look, description, source } }: { setting: SettingView }) {
  const t = useMessages();
  const whose = source === 'installation' ? t('plugins.fromInstallation') : look === 'secret' && source ? t('plugins.isGiven') : '';
  return (
    <>
      {description && (
        <span className="block">
          <bdi>{description}</bdi>
        </span>
      )}
      {whose && <span className="block">{whose}</span>}
    </>
  );
}
