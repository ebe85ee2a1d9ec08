import { existsSync } from 'node:fs';
import { house, typesOnly } from './house.ts';

const root = new URL('../../', import.meta.url);

/**
 * Draws the parts of the house that stand as a mermaid flowchart. An arrow points from a part to one it may import, a dotted one to
 * one of which it may import types only. An arrow that follows from others is left out, so the picture stays readable.
 */
export function drawMap(): string {
  const names = Object.keys(house).filter(isStanding);
  const boxes = names.map((name) => `  ${idOf(name)}["${name}"]`);
  const arrows = names.flatMap((name) => shortestArrows(name).map((other) => `  ${idOf(name)} --> ${idOf(other)}`));
  const dotted = typesOnly.map(({ importer, of }) => `  ${idOf(importer)} -. types .-> ${idOf(of)}`);
  return ['flowchart TD', ...boxes, ...arrows, ...dotted].join('\n');
}

function shortestArrows(name: string): readonly string[] {
  const direct = importsOf(name);
  return direct.filter((other) => !direct.some((via) => via !== other && reaches(via, other)));
}

function reaches(from: string, to: string): boolean {
  return importsOf(from).some((next) => next === to || reaches(next, to));
}

function importsOf(name: string): readonly string[] {
  const all = house[name]?.mayImport ?? [];
  return all.filter(isStanding).filter((other) => !typesOnly.some(({ importer, of }) => importer === name && of === other));
}

function isStanding(name: string): boolean {
  return existsSync(new URL(house[name]?.at ?? '', root));
}

function idOf(name: string): string {
  return name.replaceAll('.', '_');
}
