import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Plugin = {
  /** Its package; bottega-plugin-<id> unless it says otherwise. */
  readonly name?: string;
  /** Merged into the "bottega" field. */
  readonly bottega?: object;
  /** Merged into package.json. */
  readonly manifest?: object;
  /** Its module. */
  readonly code?: string;
};

/** A moderator that finds what its setting `words` names, as source text; `before` is put at the start of each call. */
export const judgeCode = (id: string, before = ''): string => `
  export const plugin = { name: '${id}', version: '1.0.0', providers: async () => [{
    id: '${id}', kind: 'moderation', label: 'Test', offline: true,
    async judge(subjects, call) {
      ${before}
      const word = String(call.settings.word ?? 'forbidden');
      const hit = subjects.filter((subject) => subject.type === 'text' && subject.text.includes(word));
      return {
        value: { findings: hit.map(({ where }) => ({ where, rule: 'test-word', reason: 'It names ' + word + '.', excerpt: word })) },
        cost: { micros: 0, currency: 'USD' }, evidence: { licence: 'LicenseRef-own-work' },
      };
    },
  }] };`;

/** Writes a plugin into the node_modules of a project. */
export function writePlugin(project: string, id: string, { name = `bottega-plugin-${id}`, bottega, manifest, code }: Plugin = {}): string {
  const folder = path.join(project, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  const description = {
    ...{ name, version: '1.0.0', type: 'module', exports: './index.js', peerDependencies: { '@bottega/contracts': '^0.1.0' } },
    bottega: { label: `Plugin ${id}`, kinds: ['moderation'], ...bottega },
    ...manifest,
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(description));
  writeFileSync(path.join(folder, 'index.js'), code ?? judgeCode(id));
  return folder;
}

/** The package.json of a project with these dependencies. */
export const writeProject = (project: string, ...plugins: readonly string[]): void =>
  writeFileSync(
    path.join(project, 'package.json'),
    JSON.stringify({ private: true, dependencies: Object.fromEntries(plugins.map((id) => [`bottega-plugin-${id}`, '*'])) }),
  );
