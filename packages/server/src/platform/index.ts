export { type Auth, createAuth, type SignInResult, type Staff } from './auth/auth.ts';
export { readBearer } from './auth/operator-token.ts';
export type { StaffSession } from './auth/staff-session.ts';
export type { Config } from './config/config.ts';
export { type ConfigLine, describeConfig } from './config/describe-config.ts';
export { type ConfigFlags, type Environment, type LoadedConfig, loadConfig } from './config/load-config.ts';
export { type Chore, startChores } from './chores.ts';
export {
  type Actor,
  actorName,
  authorise,
  type Clock,
  type Ctx,
  inTransaction,
  may,
  newId,
  systemClock,
} from './context.ts';
export { type Database, openDatabase } from './database/database.ts';
export { findShop, findShopById, listAllShops, ping as pingDatabase } from './database/system-door.ts';
export type { Db, Instant, Json, Tables } from './database/tables.ts';
export { BottegaError, isDatabaseAway, type Problem, toBottegaError, toCliText, toProblemJson } from './errors/bottega-error.ts';
export { ERRORS, type ErrorCode } from './errors/catalogue.ts';
export { readInput, refuseField, toInputError } from './errors/input-error.ts';
export { appendAudit, appendEvent } from './events/append.ts';
export { type DeliveredEvent, type EventListener, startDelivery } from './events/deliver-events.ts';
export { createNotices, type Notices, notifyChanged } from './events/notices.ts';
export { createDiskFileStore, type FileStore } from './files/file-store.ts';
export { withScratchFolder } from './files/scratch-folder.ts';
export { type Audience, type FileExtension, fileKey, fileUrl, getFile, hashFile, type StoredFile, storeFile } from './files/store-file.ts';
export { createCtx, type Ground, type InstallationCtx } from './ground.ts';
export { createMediaWorker, type MediaWorker } from './media/media-worker.ts';
export { PERMISSIONS, type Permission, ROLES, type Role, roleMay } from './permissions.ts';
export { loadPictures, pictureMasterPath } from './pictures/load-pictures.ts';
export { makePictureSizes } from './pictures/make-sizes.ts';
export type { PictureFormat, PictureSize, PictureUse, PictureView, Swatch } from './pictures/picture.ts';
export { MOST_PHOTO_BYTES, type ReceivedPhoto, receivePhoto } from './pictures/receive-photo.ts';
export { type EvidenceView, keepEvidence, listEvidence } from './providers/evidence.ts';
export { createProviderChains, type ProviderChains } from './providers/provider-chains.ts';
export { listReviewItems, queueForReview, type ReviewItem } from './review/review-queue.ts';
export type { InstallationEnv, RoomEnv, RoomModule } from './routes/room-module.ts';
export { idParams, json, jsonBody, problems } from './routes/route-schemas.ts';
export { type EventSourceInput, type ServerEvent, streamEvents } from './routes/stream-events.ts';
export { findRunning, lockDataFolder, type RunFile } from './run-file.ts';
export { createShop, type NewShop } from './shops/create-shop.ts';
export { type NamedShop, nameShop } from './shops/name-shop.ts';
export { createShopDirectory, type ShopDirectory } from './shops/shop-directory.ts';
export type { Shop } from './shops/shop.ts';
export { createLog, type Logger, logFile, type LogTarget } from './telemetry/log.ts';
export { enqueueWorkflow, type Step, startWorkflows, type WorkflowDefinition } from './workflows/workflows.ts';
