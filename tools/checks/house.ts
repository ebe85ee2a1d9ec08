/**
 * The plan of the house: its parts, where each lives, and which others it may import.
 * The arrow check, its rules and the map in ARCHITECTURE.md are all made from this table.
 */

export type Part = {
  /** Its folder, ending in a slash, or its one file, from the repository's root. It may not have been built yet. */
  readonly at: string;
  /** The parts it may import. */
  readonly mayImport: readonly string[];
  /** The files inside it that other parts may import, as a regular expression; without it every file is open to them. */
  readonly face?: string;
};

const ground = ['contracts', 'platform'];
const rooms = ['commerce', 'people', 'studio', 'channels', 'insights', 'launch'];

export const house: Readonly<Record<string, Part>> = {
  contracts: { at: 'packages/contracts/', mayImport: [], face: 'src/(fakes/|conformance/)?index\\.ts' },
  population: { at: 'packages/population/', mayImport: [], face: 'src/(index|node)\\.ts' },
  sdk: { at: 'packages/sdk/', mayImport: [] },
  media: { at: 'packages/media/', mayImport: ['contracts'] },
  plugins: { at: 'plugins/', mayImport: ['contracts'], face: '[^/]+/index\\.ts' },

  platform: { ...room('platform', ['contracts']), face: '(errors/)?index\\.ts' },
  commerce: room('commerce', ground),
  people: room('people', ground),
  studio: room('studio', [...ground, 'people']),
  channels: room('channels', [...ground, 'commerce', 'studio']),
  insights: room('insights', [...ground, 'commerce', 'studio', 'people', 'channels']),
  launch: room('launch', [...ground, 'commerce', 'studio', 'people', 'channels', 'insights']),

  http: { at: 'packages/server/src/http/', mayImport: [...ground, ...rooms] },
  cli: { at: 'packages/server/src/cli/', mayImport: [...ground, ...rooms, 'population'] },
  'plugins.ts': { at: 'packages/server/src/plugins.ts', mayImport: [...ground, 'studio', 'plugins'] },
  'main.ts': { at: 'packages/server/src/main.ts', mayImport: [...ground, ...rooms, 'http', 'cli', 'plugins.ts', 'web'] },

  web: { at: 'packages/web/', mayImport: ['http', 'contracts'] },
};

function room(name: string, mayImport: readonly string[]): Part {
  return { at: `packages/server/src/${name}/`, mayImport, face: 'index\\.ts' };
}

/** `main.ts` boots the rooms, so it alone may import what a room hands to the program, its `module.ts`. */
export const bootedBy = 'main.ts';

/** The pages are built apart from the server: of it they may know the types, and nothing that runs. */
export const typesOnly = [{ importer: 'web', of: 'http' }];

/** Packages under the GPL, and the one part that may load them. */
export const gplPackages = { part: 'media', names: ['node-av', '@echogarden/espeak-ng-emscripten'] };

/** A regular expression for the files of a part. @throws Error for a name that the plan does not know. */
export function filesOf(name: string): string {
  const { at } = partNamed(name);
  return `^${at.replaceAll('.', '\\.')}${at.endsWith('/') ? '' : '$'}`;
}

/** A regular expression for the files of a part that others may import. */
export function faceOf(name: string): string {
  const { at, face } = partNamed(name);
  return face === undefined ? filesOf(name) : `^${at}${face}$`;
}

function partNamed(name: string): Part {
  const part = house[name];
  if (part === undefined) throw new Error(`The plan of the house names "${name}", which is not one of its parts.`);
  return part;
}
