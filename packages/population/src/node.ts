export { auditFile, migrateFile, type MigrationReport, type Rejected, validateFile } from './node/check-files.ts';
export { LATEST_MODEL, loadModel, openPopulation } from './node/open-population.ts';
export { type Manifest, readFinished } from './node/manifest.ts';
export { runJob, type RunOptions } from './node/run-job.ts';
export { createPartWriter, type Finished, type PartWriter, writeStream } from './node/write-part.ts';
export { ZSTD } from './node/zstd.ts';
export { readTable, type TableRow } from './node/read-table.ts';
