import type { PluginSettings } from '@bottega/contracts';

/** A plugin that comes with the program: its manifest is plain data, and its module is loaded when a shop that has it on first wants it. */
export type BundledPlugin = {
  readonly id: string;
  readonly version: string;
  /** In the form of the `bottega` field of a package. */
  readonly manifest: unknown;
  /** With these settings it is on in every new shop, so that there is something to try: never with anything that takes real money. */
  readonly inNewShops?: PluginSettings;
  readonly load: () => Promise<unknown>;
};
