/** What the program was told, after all layers. Paths are absolute. */
export type Config = {
  readonly profile: 'development' | 'test' | 'production';
  readonly host: string;
  readonly port: number;
  /** Everything the program keeps lives here. */
  readonly data: string;
  /** The address people use, without a trailing slash. */
  readonly publicUrl: string;
  /** A PostgreSQL of your own; absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Film encoders side by side. */
  readonly filmWorkers: number;
};
