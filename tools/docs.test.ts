import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { describeCommands } from '../packages/server/src/cli/command-line.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md', 'tools/**/*.md', 'packages/*/*.md', 'plugins/*.md'], { cwd: root });

const CODE_BLOCK = /```[\s\S]*?```/g;
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const LINK = /\]\(([^)\s]+)\)/g;

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('there are pages to read', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/getting-started.md', 'packages/web/README.md']));
});

test.each(pages)('%s links only to files and headings that exist', (page) => {
  const links = [...read(page).replaceAll(CODE_BLOCK, '').matchAll(LINK)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return false;
  return heading === undefined || headingsOf(target).includes(heading);
}

/** The anchors that a code host makes of a page's headings. */
function headingsOf(page: string): string[] {
  const lines = read(page).replaceAll(CODE_BLOCK, '').split('\n');
  return lines.filter((line) => line.startsWith('#')).map((line) => anchorOf(line.replace(/^#+\s*/, '')));
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

test.each(pages)('%s names only scripts of npm that exist', (page) => {
  const named = [...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, script, short]) => script ?? short ?? '');
  const known = [...scriptsOf('package.json'), ...scriptsOf(join(dirname(page), 'package.json'))];
  expect(named.filter((script) => !known.includes(script))).toEqual([]);
});

function scriptsOf(path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  const { scripts = {} } = JSON.parse(read(path)) as { scripts?: Record<string, string> };
  return Object.keys(scripts);
}

test.each(pages)('%s names only files of the repository that exist', (page) => {
  const named = codeOf(page).flatMap((code) => code.match(/(?<![\w./-])(?:packages|plugins|tools|docs|e2e|bench)\/[\w./-]+/g) ?? []);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('the command line', () => {
  const commands = readCommands();

  test('says which commands it has', () => {
    expect(Object.keys(commands)).toEqual(expect.arrayContaining(['start', 'launch', 'doctor', 'config']));
    expect(commands.launch).toEqual(expect.arrayContaining(['--shop', '--json']));
  });

  test.each(pages)('%s names only commands and options that exist', (page) => {
    expect(usesOf(page).filter(({ command }) => commands[command] === undefined)).toEqual([]);
    const wrong = usesOf(page).flatMap(({ command, options }) =>
      options.filter((option) => !commands[command]?.includes(option)).map((option) => `${command} ${option}`),
    );
    expect(wrong).toEqual([]);
  });

  test('has no command, and no option of its own, that docs/cli.md leaves out', () => {
    const page = read('docs/cli.md');
    const told = usesOf('docs/cli.md');
    expect(Object.keys(commands).filter((command) => !told.some((use) => use.command === command))).toEqual([]);
    expect(Object.values(commands).flatMap((options) => options.filter((option) => !page.includes(option)))).toEqual([]);
  });
});

/** Every command by its name with its options; a command of commands has those of all. */
function readCommands(): Record<string, string[]> {
  const program = describeCommands(() => Promise.reject(new Error('Nothing is run here.')));
  return Object.fromEntries(program.commands.map((command) => [command.name(), optionsOf(command)]));
}

const optionsOf = (command: Command): string[] => [
  ...new Set([...command.options.flatMap(({ long }) => long ?? []), '--help', ...command.commands.flatMap(optionsOf)]),
];

const codeOf = (page: string): string[] => read(page).match(CODE) ?? [];

/** Each `bottega …` in the code of a page: the command's name, and the options up to the end of its line. */
function usesOf(page: string): { command: string; options: string[] }[] {
  const lines = codeOf(page).flatMap((code) => code.replaceAll(/\\?\n\s+/g, ' ').split('\n'));
  return lines
    .flatMap((line) => [...line.matchAll(/(?<![\w./@-])bottega ([a-z]+)([^"`]*(?:"[^"`]*"[^"`]*)*)/g)])
    .map(([, command = '', rest = '']) => ({ command, options: rest.match(/--[a-z][a-z-]*/g) ?? [] }));
}
