import type { IForbiddenRuleType } from 'dependency-cruiser';
import { bootedBy, faceOf, filesOf, gplPackages, house, type Part, typesOnly } from './house.ts';

/** Tests may look behind any door; nothing else may import them. */
export const TESTS = '(\\.(test|wrong-shop)\\.tsx?$|/(test|testing|fixtures)/)';
const HOUSE = '^(packages|plugins)/';
const PACKAGES = 'node_modules/';

/** The plan of the house as rules for dependency-cruiser. */
export function arrowRules(): IForbiddenRuleType[] {
  const parts = Object.entries(house);
  return [
    ...parts.map(([name, part]) => onlyAlongArrows(name, part)),
    ...parts.filter(([, part]) => part.face !== undefined).flatMap(([name]) => onlyThroughFace(name)),
    ...typesOnly.map(onlyTypes),
    contractsNeedNothing,
    pluginsStandAlone,
    gplStaysInMedia,
    testsAreNotImported,
    toolsAreNotImported,
    noCircles,
    importsResolve,
  ];
}

function onlyAlongArrows(name: string, { mayImport }: Part): IForbiddenRuleType {
  return {
    name: `${name} imports against the arrows`,
    comment: `${name} may import ${mayImport.join(', ') || 'no other part'}; send an event, or take what it needs as data`,
    severity: 'error',
    from: { path: filesOf(name), pathNot: TESTS },
    to: { path: HOUSE, pathNot: [filesOf(name), ...mayImport.map(filesOf), PACKAGES] },
  };
}

/** Two rules, because `main.ts` alone may also enter by a room's `module.ts`. */
function onlyThroughFace(name: string): IForbiddenRuleType[] {
  const rule = (from: IForbiddenRuleType['from'], alsoOpen: readonly string[]): IForbiddenRuleType => ({
    name: `${name} is entered past its index.ts`,
    comment: `export what others need from the index.ts of ${name}`,
    severity: 'error',
    from,
    to: { path: filesOf(name), pathNot: [faceOf(name), TESTS, PACKAGES, ...alsoOpen] },
  });
  const boot = filesOf(bootedBy);
  return [rule({ pathNot: [filesOf(name), TESTS, boot] }, []), rule({ path: boot }, ['/module\\.ts$'])];
}

function onlyTypes({ importer, of }: { importer: string; of: string }): IForbiddenRuleType {
  return {
    name: `${importer} imports more than types of ${of}`,
    comment: 'use `import type`; values reach it in the load context',
    severity: 'error',
    from: { path: filesOf(importer), pathNot: TESTS },
    to: { path: filesOf(of), dependencyTypesNot: ['type-only'] },
  };
}

const contractsNeedNothing: IForbiddenRuleType = {
  name: 'contracts has a dependency',
  comment: 'a contract is plain data and types, so that a plugin needs nothing else',
  severity: 'error',
  from: { path: filesOf('contracts'), pathNot: TESTS },
  to: { path: PACKAGES },
};

const pluginsStandAlone: IForbiddenRuleType = {
  name: 'a plugin imports another plugin',
  comment: 'when a company changes its API, one folder changes',
  severity: 'error',
  from: { path: '^plugins/([^/]+)/', pathNot: TESTS },
  // What lies beside the folders belongs to no company: the form of a mail, say.
  to: { path: '^plugins/[^/]+/', pathNot: '^plugins/$1/' },
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
  to: { path: TESTS, pathNot: PACKAGES },
};

const toolsAreNotImported: IForbiddenRuleType = {
  name: 'the program imports a tool or a benchmark',
  comment: 'tools and benchmarks are not shipped',
  severity: 'error',
  from: { path: HOUSE, pathNot: TESTS },
  to: { path: '^(tools|bench)/' },
};

/** Two files whose types speak of each other are one subject; only what runs may not wait for itself. */
const noCircles: IForbiddenRuleType = {
  name: 'imports run in a circle',
  comment: 'move what both files need into a third',
  severity: 'error',
  from: { pathNot: TESTS },
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

/** An import that leads nowhere is invisible to every other rule. Route types of the pages are generated. */
const importsResolve: IForbiddenRuleType = {
  name: 'an import leads nowhere',
  comment: 'correct the path, or add the package to package.json',
  severity: 'error',
  from: {},
  to: { couldNotResolve: true, pathNot: ['\\+types/', '^virtual:'] },
};
