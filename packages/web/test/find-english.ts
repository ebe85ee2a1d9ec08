import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../app/i18n/messages');
const read = (area: string, language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(folder, `${area}.${language}.json`), 'utf8'));

/** What matters of a message's parts: a type of 0 is the text between values, `options` are messages to choose from. */
type Part = {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
};

/** Stands for whatever a message is given. */
const VALUE = '\u{FFFC}';

/** A message in every form that it can take. */
function formsOf(parts: readonly Part[]): string[] {
  let forms = [''];
  for (const part of parts) {
    const endings = endingsOf(part);
    forms = forms.flatMap((form) => endings.map((ending) => form + ending));
  }
  return forms;
}

function endingsOf({ type, value, options }: Part): string[] {
  if (options) return Object.values(options).flatMap((option) => formsOf(option.value));
  return [type === 0 ? String(value) : VALUE];
}

/** Every English message that is another one in Arabic, as what it can look like on a page. */
const english: readonly RegExp[] = ['common', 'shop', 'admin'].flatMap((area) => {
  const arabic = read(area, 'ar');
  return Object.entries(read(area, 'en'))
    .filter(([key, message]) => message !== arabic[key])
    .flatMap(([, message]) => formsOf(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()))
    .filter((form) => /[a-z]{3}/i.test(form))
    .map((form) => new RegExp(`^${form.split(VALUE).map(RegExp.escape).join('.+')}$`, 's'));
});

/** The messages of the English catalogue that stand on a page in another language, each once. */
export async function findEnglish(page: Page): Promise<string[]> {
  const said = await page.evaluate(listTexts);
  return [...new Set(said.filter((text) => english.some((message) => message.test(text))))];
}

/** Runs in the page: what is written on it and read out from it, without what is marked as being in English. */
function listTexts(): string[] {
  const said = [document.title];
  const isMarked = (element: Element | null) => element?.closest('body [lang=en], [translate=no], script, style') !== null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!isMarked(walker.currentNode.parentElement)) said.push(walker.currentNode.textContent ?? '');
  const names = ['aria-label', 'title', 'alt', 'placeholder'];
  for (const element of document.querySelectorAll(names.map((name) => `[${name}]`).join())) {
    if (!isMarked(element)) said.push(...names.map((name) => element.getAttribute(name) ?? ''));
  }
  return said.map((text) => text.trim()).filter((text) => text !== '');
}
