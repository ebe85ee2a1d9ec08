export type { AccountView, SignInView } from './auth/account/account.ts';
export {
  changePassword,
  confirmMailChange,
  getAccount,
  listSessions,
  renameAccount,
  requestMailChange,
  revokeOtherSessions,
  revokeSession,
} from './auth/account/manage-account.ts';
export { requestPasswordReset, resetPassword } from './auth/account/reset-password.ts';
export {
  type AppSecret,
  beginTwoFactor,
  drawQrCode,
  finishTwoFactor,
  type QrCode,
  removeTwoFactor,
  replaceRecoveryCodes,
} from './auth/account/second-step.ts';
export { type Auth, createAuth, type Staff } from './auth/auth.ts';
export { KEY_SCOPES, type KeyView, type NewKeyView } from './auth/keys/key.ts';
export { clearTries, evenOut, limitTries } from './auth/guard.ts';
export { makeApiKey } from './auth/keys/make-key.ts';
export { listApiKeys, revokeApiKey } from './auth/keys/manage-keys.ts';
export { type KeyHolder, readApiKey } from './auth/keys/read-key.ts';
export { acceptInvitation, getInvitation, type OpenInvitation } from './auth/members/accept-invitation.ts';
export { changeRole, removeMember } from './auth/members/change-members.ts';
export { sendPrivatelyLater } from './auth/letters/send-letter.ts';
export { linkOfInvitation } from './auth/members/invitation-link.ts';
export { inviteMember, withdrawInvitation } from './auth/members/invite-member.ts';
export { listMembers } from './auth/members/list-members.ts';
export type { InvitationView, MembersView, MemberView } from './auth/members/member.ts';
export { readBearer } from './auth/operator-token.ts';
export { hashPassword, isOutdated, NO_HASH, verifyPassword } from './auth/password-hash.ts';
export { signIn, type SignInResult, signInWithCode } from './auth/sign-in/sign-in.ts';
export type { StaffSession } from './auth/staff-session.ts';
export { passwordSchema, typedPasswordSchema } from './auth/words.ts';
export { createCalls } from './calls/calls.ts';
export { deliver } from './calls/ledger/deliver.ts';
export type { ReadBack } from './calls/ledger/delivery.ts';
export type { Config } from './config/config.ts';
export { type ConfigLine, describeConfig } from './config/describe-config.ts';
export { type ConfigFlags, type Environment, type LoadedConfig, loadConfig } from './config/load-config.ts';
export type { Chore } from './chores.ts';
export {
  type Actor,
  actorName,
  authorise,
  type Clock,
  type Ctx,
  atOnce,
  inTransaction,
  isOfHouse,
  may,
  newId,
  systemClock,
} from './context.ts';
export { type Database, openDatabase } from './database/database.ts';
export {
  findShop,
  findShopById,
  listExecutors,
  listFeedback,
  listAllShops,
  inspectDatabase,
  ping as pingDatabase,
} from './database/system-door.ts';
export type { Db, Instant, Json, Tables } from './database/tables.ts';
export { BottegaError, isDatabaseAway, type Problem, toBottegaError, toCliText, toProblemJson } from './errors/bottega-error.ts';
export { ERRORS, type ErrorCode } from './errors/catalogue.ts';
export { readInput, refuseField, toInputError } from './errors/input-error.ts';
export { appendAudit, appendEvent, insertAudit, insertEvent } from './events/append.ts';
export { type DeliveredEvent, type EventListener, startDelivery } from './events/deliver-events.ts';
export { createNotices, type Notices, notifyChanged } from './events/notices.ts';
export { type FileStore, openFileStore } from './files/file-store.ts';
export { createFreeSpace } from './files/free-space.ts';
export { type FileUsage, getFileUsage } from './files/file-quota.ts';
export { findDirectAddress, getSignedFile } from './files/address-file.ts';
export type { UploadTicket } from './files/begin-upload.ts';
export type { LibraryFile } from './files/library-file.ts';
export { listFiles, showFile } from './files/list-files.ts';
export { deleteFile } from './files/delete-file.ts';
export { renameFile } from './files/rename-file.ts';
export { startFileUpkeep } from './files/file-upkeep.ts';
export { withUpload } from './files/read-upload.ts';
export { withScratchFolder } from './files/scratch-folder.ts';
export { type Audience, type FileExtension, fileKey, fileUrl, getFile, hashFile, type StoredFile, storeFile } from './files/store-file.ts';
export { claimKey, type KeptAnswer } from './idempotency/claim-key.ts';
export { giveKeyBack, keepAnswer, ofAttempt, purgeKeys } from './idempotency/settle-key.ts';
export { createCtx, type DoorCtx, type Ground, type InstallationCtx } from './ground.ts';
export { sendFeedback } from './feedback/send-feedback.ts';
export { forgetMailTo, listMailTo } from './mail/forget-mail.ts';
export { getMail } from './mail/get-mail.ts';
export { languageOfMail, type MailLanguage } from './mail/languages.ts';
export { composeLetter, type Letter } from './mail/letter.ts';
export { listMail } from './mail/list-mail.ts';
export type { MailState, MailSummary, MailView } from './mail/mail.ts';
export { queueMail } from './mail/queue-mail.ts';
export { resendMail } from './mail/resend-mail.ts';
export { countUnread, listNotifications } from './notifications/list-notifications.ts';
export { markRead } from './notifications/mark-read.ts';
export type { NotificationView, Wish } from './notifications/notification.ts';
export { listWishes, setWish } from './notifications/wishes.ts';
export { createMediaWorker, type MediaWorker } from './media/media-worker.ts';
export { createNetworkList } from './network-list.ts';
export { PERMISSIONS, type Permission, ROLES, type Role, roleMay } from './permissions.ts';
export { isAlive } from './process.ts';
export { loadPictures, pictureMasterPath } from './pictures/load-pictures.ts';
export { makePictureSizes } from './pictures/make-sizes.ts';
export type { PictureFormat, PictureSize, PictureUse, PictureView, Swatch } from './pictures/picture.ts';
export { MOST_PHOTO_BYTES, type ReceivedPhoto, receivePhoto } from './pictures/receive-photo.ts';
export { type EvidenceView, keepEvidence, listEvidence } from './providers/evidence.ts';
export { createProviderChains, type ProviderChains } from './providers/provider-chains.ts';
export { decideReviewItem } from './review/decide-review-item.ts';
export { type Finding, listReviewItems, type ReviewItem, type ReviewPlace, settleFindings } from './review/review-queue.ts';
export type { InstallationEnv, RoomEnv, RoomModule, VisitorProof } from './routes/room-module.ts';
export { cursorSchema, type Page, pageInputSchema, pageOf, toPage } from './routes/paging.ts';
export { idParams, json, jsonBody, problems } from './routes/route-schemas.ts';
export { type EventSourceInput, type ServerEvent, streamEvents } from './routes/stream-events.ts';
export { findRunning, type RunFile } from './run-file.ts';
export { changePlugin } from './plugins/change-plugin.ts';
export { type CheckedPlugin, checkPlugins } from './plugins/check-plugins.ts';
export { installPlugin } from './plugins/install-plugin.ts';
export { findShopPlugin, getPlugin, listPlugins } from './plugins/list-plugins.ts';
export { newPlugin } from './plugins/new-plugin.ts';
export { listPluginProblems, openPlugins } from './plugins/open-plugins.ts';
export type { PluginView, SettingView } from './plugins/plugin-view.ts';
export type { BundledPlugin } from './plugins/bundled-plugin.ts';
export { setRollout } from './plugins/set-rollout.ts';
export { readShopPlugins } from './plugins/shop-plugins.ts';
export { switchOnForNewShop } from './plugins/switch-on-for-new-shop.ts';
export { DELIVER_SIMULATED, visitSimulator } from './plugins/simulators.ts';
export { openSecrets } from './secrets/open-secrets.ts';
export { forgetOldKeys, rotateSecrets } from './secrets/rotate-secrets.ts';
export { readSecretStatus } from './secrets/secret-status.ts';
export type { Secrets, ShopSecrets } from './secrets/secrets.ts';
export { AUDIT_FORMATS, type AuditFormat, exportAudit } from './audit/export-audit.ts';
export { type AuditEntry, type AuditSearch, listAudit } from './audit/list-audit.ts';
export { sealAudit } from './audit/seal-audit.ts';
export { type AuditFault, type AuditReport, verifyAudit } from './audit/verify-audit.ts';
export { bindToShop } from './shops/bind-to-shop.ts';
export { type DeletedShop, deleteShop } from './shops/delete-shop.ts';
export type { ShopDomain } from './shops/domain.ts';
export { addDomain, listDomains, removeDomain, verifyDomain } from './shops/domains.ts';
export { exportShop } from './shops/export-shop.ts';
export { listShops, openShop, type ShopListing } from './shops/open-shop.ts';
export { resumeShop, suspendShop } from './shops/state.ts';
export { type BusinessProfile, getBusinessProfile, type TaxNumber } from './shops/business-profile.ts';
export { recallBusinessProfile } from './shops/recall-business-profile.ts';
export { createShop } from './shops/create-shop.ts';
export { setLogo, uploadLogo } from './shops/set-logo.ts';
export { changeShop, getShopSettings, type ShopChange, type ShopSettings } from './shops/shop-settings.ts';
export type { NewShop } from './shops/shop-terms.ts';
export { type NamedShop, nameOfHost, nameShop } from './shops/name-shop.ts';
export { createOriginDirectory, getOrigins, setOrigins } from './shops/origins.ts';
export { createShopDirectory, type ShopDirectory } from './shops/shop-directory.ts';
export type { Shop } from './shops/shop.ts';
export type { When } from './schedules/occurrences.ts';
export { getOccurrence, listSchedules, removeSchedule, setSchedule } from './schedules/set-schedule.ts';
export { type Place, takePlace } from './take-place.ts';
export { createLog, type Logger, logFile, type LogTarget } from './telemetry/log.ts';
export { openTelemetry } from './telemetry/open-telemetry.ts';
export { measureProcess, metrics, renderMetrics, shopLabel } from './telemetry/metrics.ts';
export { currentScope, formatTraceparent, newPlace, readTraceparent, runInScope, type Scope, traceIdOf } from './telemetry/scope.ts';
export { beginSpan } from './telemetry/spans.ts';
export type { Step, WorkflowDefinition } from './workflows/definition.ts';
export { cancelRun, cancelWorkflow, rerunFrom, resumeRun } from './workflows/change-run.ts';
export { enqueueWorkflow } from './workflows/enqueue.ts';
export { getRun } from './workflows/get-run.ts';
export { listRuns } from './workflows/list-runs.ts';
export { RUN_STATES, type RunState, type RunSummary, type RunView } from './workflows/run.ts';
export { readQueues, startQueueMeter } from './workflows/read-queues.ts';
export { prepareWorkflows, startWorkflows } from './workflows/workflows.ts';
export { deleteWebhookEndpoint, rotateWebhookSecret, updateWebhookEndpoint } from './webhooks/change-endpoint.ts';
export { createWebhookEndpoint } from './webhooks/create-endpoint.ts';
export { listWebhookDeliveries } from './webhooks/list-deliveries.ts';
export { getWebhookEndpoint, listWebhookEndpoints } from './webhooks/list-endpoints.ts';
export { replayWebhookDelivery, replayWebhooksSince, sendTestEvent } from './webhooks/replay.ts';
export { startWebhooks } from './webhooks/send-due.ts';
export type { EndpointView, EndpointWithSecret, WebhookDeliveryView } from './webhooks/webhook.ts';
export { WEBHOOK_EVENT_NAMES } from './webhooks/webhook-events.ts';
