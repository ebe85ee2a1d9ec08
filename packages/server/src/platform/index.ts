export { appendAudit, appendEvent } from './events/append.ts';
export {
  type Actor,
  actorName,
  authorise,
  type Clock,
  type Ctx,
  inTransaction,
  may,
  newId,
  type Permission,
  type Role,
  systemClock,
} from './context.ts';
export type { Database } from './database/database.ts';
export type { Db, Instant, Json, Tables } from './database/tables.ts';
export { BottegaError, isDatabaseAway, type Problem, toBottegaError, toCliText, toProblemJson } from './errors/bottega-error.ts';
export { ERRORS, type ErrorCode } from './errors/catalogue.ts';
export { type Audience, type FileExtension, fileKey, fileUrl, getFile, hashFile, type StoredFile, storeFile } from './files/store-file.ts';
export type { FileStore } from './files/file-store.ts';
export type { MediaWorker } from './media/media-worker.ts';
export { loadPictures, pictureMasterPath } from './pictures/load-pictures.ts';
export type { PictureFormat, PictureSize, PictureUse, PictureView, Swatch } from './pictures/picture.ts';
export { type EvidenceView, keepEvidence, listEvidence, OWN_WORK } from './providers/evidence.ts';
export type { ProviderChains } from './providers/provider-chains.ts';
export { listReviewItems, queueForReview, type ReviewItem } from './review/review-queue.ts';
export type { Shop } from './shops/shop.ts';
export type { StaffSession } from './auth/staff-session.ts';
