import type { FileSettings } from './file-keys.ts';
import type { MailSettings } from './mail-keys.ts';
import type { PluginKeySettings } from './plugin-keys.ts';
import type { SecretSettings } from './secret-keys.ts';
import type { WatchSettings } from './watch-keys.ts';

/** What the program was told, after all layers. Paths are absolute. */
export type Config = Settings & {
  /** Settings of plugins that count for every shop, by the variable that gave them. */
  readonly pluginSettings: Readonly<Record<string, string>>;
};

/** The settings of the program itself. */
export type Settings = FileSettings &
  MailSettings &
  PluginKeySettings &
  SecretSettings &
  WatchSettings & {
    readonly profile: 'development' | 'test' | 'production';
    /** What this process does: answer requests, run workflows and look after what comes again, or both. */
    readonly role: 'all' | 'api' | 'worker';
    readonly host: string;
    readonly port: number;
    /** Everything the program keeps lives here. */
    readonly data: string;
    /** The address people use, without a trailing slash. */
    readonly publicUrl: string;
    /** A PostgreSQL of your own; absent: the embedded one. */
    readonly databaseUrl: string | undefined;
    /** The name servers that are asked about the shops' own domains; undefined: those of this machine. */
    readonly dnsServers: readonly string[] | undefined;
    readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
    /** Addresses inside, as IP addresses or networks, that shops may name all the same; never in production. */
    readonly allowAddresses: readonly string[];
    /** Film encoders side by side. */
    readonly filmWorkers: number;
  };
