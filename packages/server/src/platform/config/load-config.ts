import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { BottegaError, type Problem } from '../errors/bottega-error.ts';
import type { Config } from './config.ts';
import { KEY_NAMES, KEYS, OTHER_VARIABLES } from './keys.ts';
import { nearestName } from './nearest-name.ts';

type KeyName = keyof Config;
export type Environment = Readonly<Record<string, string | undefined>>;
/** Options of the command line, as they were typed. */
export type ConfigFlags = { readonly [Name in KeyName]?: string | undefined };

export type LoadedConfig = {
  readonly config: Config;
  /** Where each value came from: "--port", "PORT", "bottega.toml" or "default". */
  readonly sources: Readonly<Record<KeyName, string>>;
  /** Sentences for the person who starts the program, such as old names that are still read. */
  readonly notices: readonly string[];
};

/** A value as someone wrote it. `label` is how they would call it, `folder` where a relative path counts from. */
type Given = { readonly value: unknown; readonly label: string; readonly source: string; readonly folder: string };
type Layer = Partial<Record<KeyName, Given>>;
type Findings = { readonly problems: Problem[]; readonly notices: string[] };

/**
 * Reads the settings: command line before environment before TOML file before defaults.
 * @throws BottegaError invalid_configuration with every mistake there is, each as one problem.
 */
export function loadConfig(from: { flags?: ConfigFlags; env: Environment; cwd: string }): LoadedConfig {
  const { env, cwd } = from;
  const findings: Findings = { problems: [], notices: [] };
  const layers = [readFlags(from.flags ?? {}, cwd), readEnvironment(env, cwd, findings), readTomlFile(env, cwd, findings)];

  const values: Partial<Record<KeyName, unknown>> = {};
  const sources = {} as Record<KeyName, string>;
  for (const name of KEY_NAMES) {
    const given = layers.map((layer) => layer[name]).find((value) => value !== undefined);
    sources[name] = given?.source ?? 'default';
    if (given) values[name] = readValue(name, given, findings.problems);
  }
  if (findings.problems.length > 0) {
    const count = findings.problems.length;
    const detail = count === 1 ? 'There is one mistake in the settings.' : `There are ${count} mistakes in the settings.`;
    throw new BottegaError('invalid_configuration', detail, { problems: findings.problems });
  }
  return { config: completeConfig(values as Partial<Config>, cwd), sources, notices: findings.notices };
}

function completeConfig(values: Partial<Config>, cwd: string): Config {
  const port = values.port ?? 4600;
  return {
    profile: 'development',
    host: '127.0.0.1',
    port,
    data: path.join(cwd, '.bottega'),
    publicUrl: `http://localhost:${port}`,
    databaseUrl: undefined,
    logLevel: 'info',
    filmWorkers: Math.min(os.availableParallelism(), 4),
    ...values,
  };
}

function readValue(name: KeyName, given: Given, problems: Problem[]): unknown {
  const key = KEYS[name];
  const read = key.schema.safeParse(given.value);
  if (!read.success) {
    const shown = key.secret ? '' : `; it is ${JSON.stringify(given.value)}`;
    problems.push({ path: name, message: `${given.label} must be ${read.error.issues[0]?.message ?? 'another value'}${shown}.` });
    return undefined;
  }
  return key.path ? path.resolve(given.folder, String(read.data)) : read.data;
}

function readFlags(flags: ConfigFlags, cwd: string): Layer {
  const layer: Layer = {};
  for (const name of KEY_NAMES) {
    const label = KEYS[name].flag ?? name;
    if (flags[name] !== undefined) layer[name] = { value: flags[name], label, source: label, folder: cwd };
  }
  return layer;
}

const VARIABLES = new Map(KEY_NAMES.flatMap((name) => KEYS[name].env.map((variable) => [variable, name])));
const OLD_PREFIX = 'TRILLIONS_';
const PREFIX = 'BOTTEGA_';

function readEnvironment(env: Environment, cwd: string, findings: Findings): Layer {
  const renamed = readOldNames(env, findings);
  const layer: Layer = {};
  for (const [variable, name] of VARIABLES) {
    const label = renamed.labels.get(variable) ?? variable;
    const value = renamed.env[variable];
    if (value) layer[name] ??= { value, label, source: label, folder: cwd };
  }
  const ours = [...VARIABLES.keys(), ...Object.keys(OTHER_VARIABLES)];
  for (const variable of Object.keys(env)) {
    if (variable.startsWith(PREFIX) && !ours.includes(variable)) findings.problems.push(unknownName(variable, variable, ours));
  }
  return layer;
}

/** Variables under the program's former name count where the new name is not given. */
function readOldNames(env: Environment, { notices }: Findings): { env: Environment; labels: Map<string, string> } {
  const labels = new Map<string, string>();
  const merged: Record<string, string | undefined> = { ...env };
  for (const [old, value] of Object.entries(env)) {
    if (!old.startsWith(OLD_PREFIX) || !value) continue;
    const suffix = old.slice(OLD_PREFIX.length);
    const variable = [PREFIX + suffix, suffix].find((candidate) => VARIABLES.has(candidate));
    if (!variable) {
      notices.push(`${old} is not read: there is no ${PREFIX}${suffix}.`);
    } else if (merged[variable]) {
      notices.push(`${old} is not read, as ${variable} is given.`);
    } else {
      merged[variable] = value;
      labels.set(variable, old);
      notices.push(`${old} is an old name: call it ${variable}.`);
    }
  }
  return { env: merged, labels };
}

function readTomlFile(env: Environment, cwd: string, { problems }: Findings): Layer {
  const wanted = env.BOTTEGA_CONFIG;
  const file = path.resolve(cwd, wanted || 'bottega.toml');
  const label = wanted || 'bottega.toml';
  if (!existsSync(file)) {
    if (wanted) problems.push({ path: 'BOTTEGA_CONFIG', message: `There is no file ${wanted}. Mend the path, or unset it.` });
    return {};
  }
  const table = parseFile(file, label, problems);
  const names = new Map(KEY_NAMES.map((name) => [KEYS[name].toml, name]));
  const layer: Layer = {};
  for (const [key, value] of Object.entries(table)) {
    const name = names.get(key);
    if (name) layer[name] = { value, label: `${key} in ${label}`, source: label, folder: path.dirname(file) };
    else problems.push(unknownName(key, `${key} in ${label}`, [...names.keys()]));
  }
  return layer;
}

function parseFile(file: string, label: string, problems: Problem[]): Record<string, unknown> {
  try {
    return parseToml(readFileSync(file, 'utf8'));
  } catch (error) {
    problems.push({ path: label, message: `${label} could not be read: ${(error as Error).message.split('\n')[0]}` });
    return {};
  }
}

function unknownName(name: string, label: string, known: readonly string[]): Problem {
  const meant = nearestName(name, known);
  const advice = meant ? `Did you mean ${meant}?` : `Remove it; docs/configuration.md lists those there are.`;
  return { path: label, message: `There is no setting ${name}. ${advice}` };
}
