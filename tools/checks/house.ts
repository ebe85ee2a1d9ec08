/**
 * The plan of the house: its parts, where each lives, and which others it may import.
 * The arrow check, its rules and the map in ARCHITECTURE.md are all made from this table.
 */

export type Part = {
  /** A regular expression for the part's files, from the repository's root. */
  readonly files: string;
  /** The parts it may import. */
  readonly mayImport: readonly string[];
  /** The files that other parts may import; without it every file is open to them. */
  readonly face?: string;
};

const server = (room: string) => `^packages/server/src/${room}/`;
const room = (name: string, mayImport: readonly string[]): Part => ({
  files: server(name),
  mayImport,
  face: `${server(name)}index\\.ts$`,
});

const ground = ['contracts', 'platform'];
const rooms = ['commerce', 'people', 'studio', 'channels', 'insights', 'launch'];

export const house: Readonly<Record<string, Part>> = {
  contracts: { files: '^packages/contracts/', mayImport: [], face: '^packages/contracts/src/(fakes/|conformance/)?index\\.ts$' },
  population: { files: '^packages/population/', mayImport: [] },
  sdk: { files: '^packages/sdk/', mayImport: [] },
  media: { files: '^packages/media/', mayImport: ['contracts'] },
  plugins: { files: '^plugins/', mayImport: ['contracts'], face: '^plugins/[^/]+/index\\.ts$' },

  platform: room('platform', ['contracts']),
  commerce: room('commerce', ground),
  people: room('people', ground),
  studio: room('studio', [...ground, 'people']),
  channels: room('channels', [...ground, 'commerce', 'studio']),
  insights: room('insights', [...ground, 'commerce', 'studio', 'people', 'channels']),
  launch: room('launch', [...ground, 'commerce', 'studio', 'people', 'channels', 'insights']),

  http: { files: server('http'), mayImport: [...ground, ...rooms] },
  cli: { files: server('cli'), mayImport: [...ground, ...rooms] },
  'plugins.ts': { files: '^packages/server/src/plugins\\.ts$', mayImport: [...ground, 'plugins'] },
  'main.ts': { files: '^packages/server/src/main\\.ts$', mayImport: [...ground, ...rooms, 'http', 'cli', 'plugins.ts'] },

  web: { files: '^packages/web/', mayImport: ['http', 'contracts'] },
};

/** `main.ts` boots the rooms, so it alone may import what a room hands to the program. */
export const bootedBy = { importer: 'main.ts', file: '/module\\.ts$' };

/** Parts that may import types only: their code runs somewhere else. */
export const typesOnly = ['web'];

/** Packages under the GPL, and the one part that may load them. */
export const gplPackages = { part: 'media', names: ['node-av', '@echogarden/espeak-ng-emscripten'] };
