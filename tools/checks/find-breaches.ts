import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { arrowRules, TESTS } from './arrow-rules.ts';
import { filesOf, house } from './house.ts';
import { teachVisitorUsing } from './teach-visitor-using.ts';

export type Breach = { readonly rule: string; readonly from: string; readonly to: string; readonly remedy: string };
export type Walk = { readonly breaches: readonly Breach[]; readonly files: readonly string[]; readonly imports: number };

/** Built pages, generated types, and the kernels that are compiled to WebAssembly. */
const NOT_OURS = '^packages/web/(build|\\.react-router)/|\\.as\\.ts$';

/**
 * Walks the imports of the house that stands in `root` and reports each that breaks its plan.
 * @param folders the folders to walk, from `root`.
 * @throws Error if a file cannot be parsed.
 */
export async function findBreaches(root: string, folders: readonly string[]): Promise<Walk> {
  teachVisitorUsing();
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: arrowRules() },
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: NOT_OURS },
    },
    {
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  );
  const result = output as ICruiseResult;
  const ours = result.modules.filter((module) => isOurs(module.source, folders));
  return {
    breaches: [...ruleBreaches(result), ...ours.filter(isHomeless).map(homelessBreach)],
    files: ours.map((module) => module.source),
    imports: ours.reduce((sum, module) => sum + module.dependencies.length, 0),
  };
}

function isOurs(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`)) && !path.includes('node_modules/');
}

function ruleBreaches(result: ICruiseResult): Breach[] {
  const remedies = new Map(arrowRules().map((rule) => [rule.name, rule.comment]));
  return result.summary.violations.map((violation) => ({
    rule: violation.rule.name,
    from: violation.from,
    to: violation.cycle ? violation.cycle.map((step) => step.name).join(' -> ') : violation.to,
    remedy: remedies.get(violation.rule.name) ?? '',
  }));
}

/** A source file of the server that no part of the plan holds would be free of every rule. */
function isHomeless(module: { readonly source: string }): boolean {
  const isSource = /^packages\/server\/src\/.*\.ts$/.test(module.source) && !new RegExp(TESTS).test(module.source);
  return isSource && !Object.keys(house).some((name) => new RegExp(filesOf(name)).test(module.source));
}

function homelessBreach(module: { readonly source: string }): Breach {
  return {
    rule: 'a file stands outside the house',
    from: module.source,
    to: '',
    remedy: 'move it into a part, or draw its part in tools/checks/house.ts',
  };
}
