import type { IForbiddenRuleType } from 'dependency-cruiser';
import { bootedBy, gplPackages, house, type Part, typesOnly } from './house.ts';

/** Tests may look behind any door; nothing else may import them. */
const TESTS = '(\\.test\\.tsx?$|/(test|testing|fixtures)/)';
const HOUSE = '^(packages|plugins)/';

/** The plan of the house as rules for dependency-cruiser. */
export function arrowRules(): IForbiddenRuleType[] {
  const parts = Object.entries(house);
  return [
    ...parts.map(([name, part]) => onlyAlongArrows(name, part)),
    ...parts.filter(([, part]) => part.face !== undefined).map(([name, part]) => onlyThroughFace(name, part)),
    ...typesOnly.map((name) => onlyTypes(name)),
    contractsNeedNothing,
    pluginsStandAlone,
    gplStaysInMedia,
    testsAreNotImported,
    toolsAreNotImported,
    noCircles,
    importsResolve,
  ];
}

function onlyAlongArrows(name: string, part: Part): IForbiddenRuleType {
  const allowed = part.mayImport.map((other) => filesOf(other));
  return {
    name: `${name} imports against the arrows`,
    comment: `${name} may import ${part.mayImport.join(', ') || 'no other part'}; send an event, or take what it needs as data`,
    severity: 'error',
    from: { path: part.files, pathNot: TESTS },
    to: { path: HOUSE, pathNot: [part.files, ...allowed] },
  };
}

function onlyThroughFace(name: string, part: Part): IForbiddenRuleType {
  const bootsRooms = part.files.startsWith('^packages/server/src/');
  return {
    name: `${name} is entered past its index.ts`,
    comment: `export what others need from the index.ts of ${name}`,
    severity: 'error',
    from: { pathNot: [part.files, TESTS, ...(bootsRooms ? [filesOf(bootedBy.importer)] : [])] },
    to: { path: part.files, pathNot: [part.face ?? '', TESTS] },
  };
}

function onlyTypes(name: string): IForbiddenRuleType {
  const { files, mayImport } = partNamed(name);
  return {
    name: `${name} imports more than types`,
    comment: 'use `import type`; values reach it in the load context',
    severity: 'error',
    from: { path: files, pathNot: TESTS },
    to: { path: mayImport.map((other) => filesOf(other)), dependencyTypesNot: ['type-only'] },
  };
}

const contractsNeedNothing: IForbiddenRuleType = {
  name: 'contracts has a dependency',
  comment: 'a contract is plain data and types, so that a plugin needs nothing else',
  severity: 'error',
  from: { path: filesOf('contracts'), pathNot: TESTS },
  to: { path: 'node_modules/' },
};

const pluginsStandAlone: IForbiddenRuleType = {
  name: 'a plugin imports another plugin',
  comment: 'when a company changes its API, one folder changes',
  severity: 'error',
  from: { path: '^plugins/([^/]+)/', pathNot: TESTS },
  to: { path: '^plugins/', pathNot: '^plugins/$1/' },
};

const gplStaysInMedia: IForbiddenRuleType = {
  name: 'a GPL package is loaded outside the media worker',
  comment: 'speak to the media worker through its pipes',
  severity: 'error',
  from: { pathNot: filesOf(gplPackages.part) },
  to: { path: gplPackages.names.map((name) => `node_modules/${name}/`) },
};

const testsAreNotImported: IForbiddenRuleType = {
  name: 'a test is imported',
  comment: 'move what both need beside the code',
  severity: 'error',
  from: { pathNot: TESTS },
  to: { path: TESTS, pathNot: 'node_modules/' },
};

const toolsAreNotImported: IForbiddenRuleType = {
  name: 'the program imports a tool or a benchmark',
  comment: 'tools and benchmarks are not shipped',
  severity: 'error',
  from: { path: HOUSE, pathNot: TESTS },
  to: { path: '^(tools|bench)/' },
};

const noCircles: IForbiddenRuleType = {
  name: 'imports run in a circle',
  comment: 'move what both files need into a third',
  severity: 'error',
  from: { pathNot: TESTS },
  to: { circular: true },
};

/** An import that leads nowhere is invisible to every other rule. Route types of the pages are generated. */
const importsResolve: IForbiddenRuleType = {
  name: 'an import leads nowhere',
  comment: 'correct the path, or add the package to package.json',
  severity: 'error',
  from: {},
  to: { couldNotResolve: true, pathNot: ['\\+types/', '^virtual:'] },
};

function partNamed(name: string): Part {
  const part = house[name];
  if (part === undefined) throw new Error(`The plan of the house names "${name}", which is not one of its parts.`);
  return part;
}

function filesOf(name: string): string {
  return partNamed(name).files;
}
