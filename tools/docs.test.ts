import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md', 'tools/**/*.md'], { cwd: root });

const CODE_BLOCK = /```[\s\S]*?```/g;
const LINK = /\]\(([^)\s]+)\)/g;

test('there are pages to read', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/getting-started.md']));
});

test.each(pages)('%s links only to files and headings that exist', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(CODE_BLOCK, '');
  const links = [...text.matchAll(LINK)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(target)) return false;
  return heading === undefined || headingsOf(target).includes(heading);
}

/** The anchors that a code host makes of a page's headings. */
function headingsOf(path: string): string[] {
  const lines = readFileSync(path, 'utf8').replaceAll(CODE_BLOCK, '').split('\n');
  return lines.filter((line) => line.startsWith('#')).map((line) => anchorOf(line.replace(/^#+\s*/, '')));
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
