import type { PopulationOptions } from './census.ts';
import { runFailed } from './errors.ts';
import { readModel } from './model.ts';
import { createPopulation, type Population } from './population.ts';

/** Where the model and the kernel are to be fetched from. */
export type PopulationFiles = { readonly model: string | URL; readonly kernel: string | URL };

const OWN_FILES: PopulationFiles = {
  model: new URL('../model/v1.bin', import.meta.url),
  kernel: new URL('../kernel/kernel.wasm', import.meta.url),
};

/**
 * Opens people in a browser, where the package's files are fetched; in Node, `openPopulation` of `@bottega/population/node` reads
 * them. @throws PopulationError where a file cannot be fetched
 */
export async function fetchPopulation(options: PopulationOptions = {}, files = OWN_FILES): Promise<Population> {
  const [model, kernel] = await Promise.all([fetchBytes(files.model), fetchBytes(files.kernel)]);
  return createPopulation(readModel(model), await WebAssembly.compile(kernel), options);
}

/** Long enough for three megabytes over a slow line. */
const PATIENCE_MS = 120_000;

async function fetchBytes(address: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    throw runFailed(`${address} could not be fetched: ${(cause as Error).message}.`, cause);
  }
}
