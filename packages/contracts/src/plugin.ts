import type { ChannelProvider } from './channel.ts';
import type { ImageProvider } from './image.ts';
import type { MailProvider } from './mail.ts';
import type { ModerationProvider } from './moderation.ts';
import type { MusicProvider } from './music.ts';
import type { PaymentProvider } from './payment.ts';
import type { ShippingProvider } from './shipping.ts';
import type { Simulator, SimulatorHost } from './simulator.ts';
import type { SpeechProvider } from './speech.ts';
import type { StorageProvider } from './storage.ts';
import type { TextProvider } from './text.ts';

export type ProviderOf = {
  text: TextProvider;
  speech: SpeechProvider;
  image: ImageProvider;
  music: MusicProvider;
  moderation: ModerationProvider;
  payment: PaymentProvider;
  shipping: ShippingProvider;
  channel: ChannelProvider;
  mail: MailProvider;
  storage: StorageProvider;
};

/** What the host lends a plugin when it starts. */
export type PluginHost = {
  /** A folder that the plugin may keep files in. */
  readonly dataFolder: string;
};

/** What a plugin's module exports as `plugin`. */
export type Plugin = {
  readonly name: string;
  readonly version: string;
  /** Called once, when a provider of it is first wanted. */
  providers(host: PluginHost): Promise<readonly ProviderOf[keyof ProviderOf][]>;
  /** Looks at the settings of a shop before they are kept, for what their JSON Schema cannot say. Any Standard Schema, such as one of Zod. */
  readonly settings?: SettingsSchema;
  /** The company's protocol as a program, for plugins whose settings can choose it instead of the company. */
  simulator?(host: SimulatorHost): Simulator;
};

/** The part of Standard Schema (https://standardschema.dev) that is asked for. */
export type SettingsSchema = {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): SettingsVerdict | Promise<SettingsVerdict>;
  };
};

/** Without `issues` the settings are right. */
export type SettingsVerdict = {
  readonly issues?:
    | readonly { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }[]
    | undefined;
};
