import { house } from './house.ts';

/**
 * Draws the plan of the house as a mermaid flowchart. An arrow points from a part to one it may import; an arrow
 * that follows from others is left out, so the picture stays readable.
 */
export function drawMap(): string {
  const names = Object.keys(house);
  const boxes = names.map((name) => `  ${idOf(name)}["${name}"]`);
  const arrows = names.flatMap((name) => shortestArrows(name).map((other) => `  ${idOf(name)} --> ${idOf(other)}`));
  return ['flowchart TD', ...boxes, ...arrows].join('\n');
}

function shortestArrows(name: string): readonly string[] {
  const direct = importsOf(name);
  return direct.filter((other) => !direct.some((via) => via !== other && reaches(via, other)));
}

function reaches(from: string, to: string): boolean {
  return importsOf(from).some((next) => next === to || reaches(next, to));
}

function importsOf(name: string): readonly string[] {
  return house[name]?.mayImport ?? [];
}

function idOf(name: string): string {
  return name.replaceAll('.', '_');
}
