import type { SettingView } from '../types.ts';

type Value = string | number | boolean | null;

/** The names of the controls of a setting. */
export const fieldName = ({ name }: Pick<SettingView, 'name'>): string => `setting.${name}`;
export const clearName = ({ name }: Pick<SettingView, 'name'>): string => `clear.${name}`;

/**
 * What a form changes in the settings that it showed. What stayed as it was is left out, so that a value of the installation or a default
 * does not become the shop's own; null takes the shop's value away.
 */
export function readSettings(form: FormData, settings: readonly SettingView[]): Record<string, Value> {
  const changes: Record<string, Value> = {};
  for (const setting of settings) {
    const value = setting.look === 'secret' ? readSecret(form, setting) : readPlain(form, setting);
    if (value !== undefined && value !== setting.value) changes[setting.name] = value;
    // Null is what a secret always shows, and here it means: take it away.
    if (setting.look === 'secret' && value === null) changes[setting.name] = null;
  }
  return changes;
}

function readSecret(form: FormData, setting: SettingView): string | null | undefined {
  if (form.has(clearName(setting))) return null;
  return String(form.get(fieldName(setting)) ?? '') || undefined;
}

/** A number that is none goes on as it was written: the operation says what is wrong. */
function readPlain(form: FormData, setting: SettingView): Value {
  if (setting.look === 'toggle') return form.has(fieldName(setting)) || (setting.value === null ? null : false);
  const text = String(form.get(fieldName(setting)) ?? '').trim();
  if (text === '') return null;
  return setting.look === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
}
