import { DefaultJobQueuePlugin, DefaultLogger, DefaultSearchPlugin, dummyPaymentHandler, LogLevel } from '@vendure/core';

/** A shop as Vendure's own documents set one up: search in its tables, jobs in its tables, one process, no cache beside it. */
export const configOf = ({ isNew = false, withSearch = true } = {}) => ({
  apiOptions: { port: 0, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api', cors: false },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    requireVerification: false,
    superadminCredentials: { identifier: 'bench-admin', password: 'bench-Passw0rd-1' },
    cookieOptions: { secret: 'bench' },
  },
  dbConnectionOptions: {
    type: 'postgres',
    ...JSON.parse(process.env.BENCH_DATABASE),
    synchronize: isNew,
    logging: false,
    extra: { max: 20 },
  },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: import.meta.dirname },
  plugins: [
    DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true, pollInterval: 200 }),
    ...(withSearch ? [DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true })] : []),
  ],
});
