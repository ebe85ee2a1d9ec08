import { existsSync, readFileSync } from 'node:fs';
import type { PopulationOptions } from '../census.ts';
import { runFailed } from '../errors.ts';
import { type Model, readModel } from '../model.ts';
import { createPopulation, type Population } from '../population.ts';

/** The version of the model that is taken where none is asked for. */
export const LATEST_MODEL = 'v1';

let module: WebAssembly.Module | undefined;
const models = new Map<string, Model>();

/** Opens the people of a seed and, with a year, of that year. @param version - of the model; old ones stay loadable */
export function openPopulation(options: PopulationOptions = {}, version = LATEST_MODEL): Population {
  module ??= new WebAssembly.Module(readFileSync(new URL('../../kernel/kernel.wasm', import.meta.url)));
  return createPopulation(loadModel(version), module, options);
}

/** A version of the model from the package's files, read once. @throws PopulationError for a version that is not there */
export function loadModel(version = LATEST_MODEL): Model {
  const known = models.get(version);
  if (known) return known;
  const file = new URL(`../../model/${version}.bin`, import.meta.url);
  if (!existsSync(file)) throw runFailed(`There is no model ${version} in this package.`);
  const model = readModel(readFileSync(file));
  models.set(version, model);
  return model;
}
