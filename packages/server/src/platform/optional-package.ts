import { BottegaError } from './errors/bottega-error.ts';

/**
 * Loads a package that is not installed by itself, because few need it and it is large.
 * @param wantedBy what needs it, for the message.
 * @throws BottegaError invalid_configuration that says which package to add.
 */
export async function loadOptionalPackage<T>(name: string, wantedBy: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message = '' } = error as { code?: string; message?: string };
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(name)) throw error;
    throw new BottegaError('invalid_configuration', `${wantedBy} needs the package ${name}: run \`npm install ${name}\`.`, {
      cause: error,
    });
  }
}
