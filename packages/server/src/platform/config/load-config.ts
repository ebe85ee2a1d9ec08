import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { BottegaError, type Problem } from '../errors/bottega-error.ts';
import type { Config, Settings } from './config.ts';
import { FILE_DEFAULTS } from './file-keys.ts';
import { KEY_NAMES, KEYS, OTHER_VARIABLES } from './keys.ts';
import { MAIL_DEFAULTS } from './mail-keys.ts';
import { SECRET_DEFAULTS } from './secret-keys.ts';
import { WATCH_DEFAULTS } from './watch-keys.ts';
import { nearestName } from './nearest-name.ts';
import { isPluginVariable, readPluginSettings } from './plugin-settings.ts';
import { readSecretFiles } from './secret-files.ts';

type KeyName = keyof Settings;
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
  const { cwd } = from;
  const findings: Findings = { problems: [], notices: [] };
  const { env, labels } = readSecretFiles(from.env, { isSecret, cwd, problems: findings.problems });
  const layers = [readFlags(from.flags ?? {}, cwd), readEnvironment({ env, labels, cwd, findings }), readTomlFile(env, cwd, findings)];

  const values: Partial<Record<KeyName, unknown>> = {};
  const sources = {} as Record<KeyName, string>;
  for (const name of KEY_NAMES) {
    const given = layers.map((layer) => layer[name]).find((value) => value !== undefined);
    sources[name] = given?.source ?? 'default';
    if (given) values[name] = readValue(name, given, findings.problems);
  }
  if (values.profile === 'production' && values.allowAddresses) {
    delete values.allowAddresses;
    findings.notices.push(`${sources.allowAddresses} is not read in production: it would let shops reach inside your network.`);
  }
  if (findings.problems.length > 0) {
    const count = findings.problems.length;
    const detail = count === 1 ? 'There is one mistake in the settings.' : `There are ${count} mistakes in the settings.`;
    throw new BottegaError('invalid_configuration', detail, { problems: findings.problems });
  }
  const config = { ...completeConfig(values as Partial<Settings>, cwd), pluginSettings: readPluginSettings(env) };
  return { config, sources, notices: findings.notices };
}

function completeConfig(values: Partial<Settings>, cwd: string): Settings {
  // People reach the server, never a worker: what that listens on stands in no link.
  const isWorker = values.role === 'worker';
  const port = values.port ?? (isWorker ? 0 : 4600);
  return {
    profile: 'development',
    role: 'all',
    host: '127.0.0.1',
    port,
    data: path.join(cwd, '.bottega'),
    publicUrl: `http://localhost:${isWorker ? 4600 : port}`,
    databaseUrl: undefined,
    dnsServers: undefined,
    project: cwd,
    plugins: [],
    logLevel: 'info',
    allowAddresses: [],
    filmWorkers: Math.min(os.availableParallelism(), 4),
    ...FILE_DEFAULTS,
    ...WATCH_DEFAULTS,
    ...MAIL_DEFAULTS,
    ...SECRET_DEFAULTS,
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
  return key.path ? resolvePaths(read.data, given.folder) : read.data;
}

/** In a list only what begins with a dot or a slash is a path. */
function resolvePaths(value: unknown, folder: string): unknown {
  if (!Array.isArray(value)) return path.resolve(folder, String(value));
  return value.map((name: string) => (/^[./]/.test(name) ? path.resolve(folder, name) : name));
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

/** Whether the value of a variable may stand in a file that the same variable with _FILE names. */
const isSecret = (variable: string): boolean => {
  const name = VARIABLES.get(variable);
  return name ? KEYS[name].secret === true : isPluginVariable(variable);
};

type EnvironmentInput = { env: Environment; labels: ReadonlyMap<string, string>; cwd: string; findings: Findings };

function readEnvironment({ env, labels, cwd, findings }: EnvironmentInput): Layer {
  const renamed = readOldNames(env, findings);
  const layer: Layer = {};
  for (const [variable, name] of VARIABLES) {
    const label = labels.get(variable) ?? renamed.labels.get(variable) ?? variable;
    const value = renamed.env[variable];
    if (value) layer[name] ??= { value, label, source: label, folder: cwd };
  }
  const ours = [...VARIABLES.keys(), ...Object.keys(OTHER_VARIABLES)];
  for (const variable of Object.keys(env)) {
    if (variable.startsWith(PREFIX) && !ours.includes(variable) && !isPluginVariable(variable))
      findings.problems.push(unknownName(variable, variable, ours));
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
