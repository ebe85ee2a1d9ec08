import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PaperJob } from '@bottega/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOnce } from '../children.ts';
import { checkRequest } from '../request.ts';
import { readPdf } from '../testing/read-pdf.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-paper-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const paper = (changes: Partial<PaperJob> = {}): Omit<PaperJob, 'outPath'> => ({
  language: 'it',
  title: 'Fattura 12',
  author: 'Fornace',
  facts: [{ label: 'Data', value: '20 novembre 2026' }],
  parties: [
    { heading: 'Da', lines: ['Fornace di C. Rossi', 'Via del Forno 3', '+39 0546 12345'] },
    { heading: 'Intestata a', lines: ['Ada Conti', '48018 Faenza'] },
  ],
  columns: [
    { label: 'Articolo', share: 0.7, isNumber: false },
    { label: 'Importo', share: 0.3, isNumber: true },
  ],
  rows: [{ cells: ['Ciotola di noce', '96,00 €'], note: 'CIO-1' }],
  sums: [{ label: 'Totale', value: '96,00 €', isStrong: true }],
  notes: ['Pagato con bonifico.'],
  foot: 'Fornace · IT01234567890',
  ...changes,
});

async function print(changes: Partial<PaperJob> = {}) {
  const outPath = path.join(folder, `${crypto.randomUUID()}.pdf`);
  const result = await runOnce('paper', { ...paper(changes), outPath }, new AbortController().signal);
  return { result, pages: readPdf(await readFile(outPath)) };
}

test('a paper says what it was told, in letters that can be searched', async () => {
  const { result, pages } = await print();
  expect(result).toMatchObject({ pages: 1 });
  const [page] = pages;
  expect(page!.lines).toEqual([
    'Fattura 12',
    'Data20 novembre 2026',
    'DaIntestata a',
    'Fornace di C. RossiAda Conti',
    'Via del Forno 348018 Faenza',
    '+39 0546 12345',
    'ArticoloImporto',
    'Ciotola di noce96,00 €',
    'CIO-1',
    'Totale96,00 €',
    'Pagato con bonifico.',
    'Fornace · IT012345678901 / 1',
  ]);
});

test.each([
  ['ar', 'فاتورة رقم 12', 'وعاء من خشب الجوز Walnut 24 cm', 'NotoSansArabic'],
  ['hi', 'चालान 12', 'अखरोट की लकड़ी का कटोरा', 'NotoSansDevanagari'],
])('%s is set with its own letters, none of them missing, and numbers as they are written', async (language, title, row, family) => {
  const { pages } = await print({ language, title, rows: [{ cells: [row, '96.00'], note: '' }] });
  const [page] = pages;
  expect(page!.fonts.some((font) => font.startsWith(family))).toBe(true);
  expect(page!.glyphs).not.toContain(0); // the box that stands for a letter that no font has
  expect(page!.lines.join('\n')).toContain('+39 0546 12345');
  expect(page!.lines.join('\n')).toContain('12');
});

test('right to left, the page is mirrored', async () => {
  const [start] = (await print({ language: 'ar' })).pages;
  expect(start!.lines).toContain('96,00 €Ciotola di noce');
  expect(start!.lines).toContain('20 novembre 2026Data');
});

test('long tables go on over pages, each with the heads and its number, and lose no row', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({ cells: [`Riga ${index + 1};`, '1,00 €'], note: '' }));
  const { result, pages } = await print({ rows });
  expect(result.pages).toBe(pages.length);
  expect(pages.length).toBeGreaterThan(2);
  for (const [index, page] of pages.entries()) {
    expect(page.lines.at(-1)).toBe(`Fornace · IT01234567890${index + 1} / ${pages.length}`);
    if (page.lines.some((line) => line.startsWith('Riga'))) expect(page.lines).toContain('ArticoloImporto');
  }
  const found = pages.flatMap(({ lines }) => lines.flatMap((line) => /^Riga (\d+);/.exec(line)?.[1] ?? []));
  expect(found.map(Number)).toEqual(rows.map((_, index) => index + 1));
});

test('a word wider than its column is broken, and texts that are no texts are refused', async () => {
  const { pages } = await print({ rows: [{ cells: ['X'.repeat(120), '1,00 €'], note: '' }] });
  expect(pages[0]!.lines.join('').match(/X/g)).toHaveLength(120);
  const wrong = { do: 'paper', id: '1', ...paper(), rows: [{ cells: [1], note: '' }], outPath: '/tmp/x.pdf' };
  expect(() => checkRequest(wrong)).toThrow('rows[0].cells[0] must be a text');
});
