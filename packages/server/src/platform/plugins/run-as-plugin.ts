import { AsyncLocalStorage } from 'node:async_hooks';

type Running = { readonly plugin: string; readonly tell: (error: unknown) => void };

const running = new AsyncLocalStorage<Running>();
let isListening = false;

/**
 * Runs something of a plugin so that what fails in it later (a promise that it forgot, a timer of its own) is told to `tell` instead of
 * ending the process. What fails outside of plugins ends it as ever.
 */
export function runAsPlugin<T>(as: Running, work: () => Promise<T>): Promise<T> {
  listen();
  // Also a plugin that throws before it makes a promise only rejects this one.
  return running.run(as, async () => work());
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  const meet = (error: unknown) => {
    const plugin = running.getStore();
    if (!plugin) throw error;
    plugin.tell(error);
  };
  process.on('unhandledRejection', meet);
  process.on('uncaughtException', meet);
}
