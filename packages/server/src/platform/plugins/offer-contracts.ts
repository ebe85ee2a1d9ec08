import { registerHooks } from 'node:module';

let isOffered = false;

/**
 * Lets every plugin find `@bottega/contracts` here, wherever it is installed: it gets the contracts that this server keeps, and needs no
 * copy of its own.
 */
export function offerContracts(): void {
  if (isOffered) return;
  isOffered = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, /^@bottega\/contracts(\/|$)/.test(specifier) ? { ...context, parentURL: import.meta.url } : context),
  });
}
