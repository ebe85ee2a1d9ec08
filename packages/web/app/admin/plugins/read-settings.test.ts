import { expect, test } from 'vitest';
import type { SettingView } from '../types.ts';
import { readSettings } from './read-settings.ts';

const setting = (name: string, look: SettingView['look'], value: SettingView['value'], source: SettingView['source']): SettingView => ({
  ...{ name, look, value, source, title: name, description: '', required: false, choices: [] },
});
const SETTINGS = [
  setting('apiKey', 'secret', null, 'shop'),
  setting('word', 'text', 'forbidden', 'default'),
  setting('most', 'number', 3, 'shop'),
  setting('strict', 'toggle', true, 'shop'),
  setting('tone', 'choice', null, null),
];
const UNTOUCHED = { 'setting.apiKey': '', 'setting.word': 'forbidden', 'setting.most': '3', 'setting.strict': 'on', 'setting.tone': '' };

function read(changes: Record<string, string | undefined>) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...UNTOUCHED, ...changes })) if (value !== undefined) form.set(name, value);
  return readSettings(form, SETTINGS);
}

test('a form that nobody touched changes nothing', () => expect(read({})).toEqual({}));

test('what was changed is sent, by its kind', () => {
  const changed = {
    'setting.apiKey': 'new key',
    'setting.word': 'glue',
    'setting.most': '4',
    'setting.strict': undefined,
    'setting.tone': 'kind',
  };
  expect(read(changed)).toEqual({ apiKey: 'new key', word: 'glue', most: 4, strict: false, tone: 'kind' });
});

test('what was emptied is taken away; a secret only when that is ticked', () => {
  expect(read({ 'setting.most': ' ', 'clear.apiKey': 'on' })).toEqual({ most: null, apiKey: null });
});

test('a number that is none is left for the operation to refuse', () => expect(read({ 'setting.most': 'many' })).toEqual({ most: 'many' }));
