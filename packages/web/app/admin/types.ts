import type { Operations } from 'bottega/web-context';

type Result<Operation extends (...inputs: never[]) => unknown> = Awaited<ReturnType<Operation>>;

/** What the operations give to the pages of the admin. */
export type LaunchView = Result<Operations['launch']['getLaunch']>;
export type ReviewItem = LaunchView['review'][number];
export type LaunchSummary = Result<Operations['launch']['listLaunches']>['items'][number];
export type HomeView = Result<Operations['launch']['describeHome']>;
export type ProductDetail = Result<Operations['commerce']['getProduct']>;
export type ProductSummary = Result<Operations['commerce']['listProducts']>['items'][number];
export type OrderView = Result<Operations['commerce']['getOrder']>;
export type OrderSummary = Result<Operations['commerce']['listOrders']>['items'][number];
export type SalesSummary = Result<Operations['insights']['summarizeSales']>;
export type ShopSettings = Result<Operations['platform']['getShopSettings']>;
export type ShopChange = Parameters<Operations['platform']['changeShop']>[1];
export type ShopDomain = Result<Operations['platform']['listDomains']>[number];
export type AuditEntry = Result<Operations['platform']['listAudit']>['items'][number];
export type AuditSearch = Omit<NonNullable<Parameters<Operations['platform']['listAudit']>[1]>, 'cursor' | 'limit'>;
export type MailSummary = Result<Operations['platform']['listMail']>['items'][number];
export type NotificationView = Result<Operations['platform']['listNotifications']>['items'][number];
export type NotificationWish = Result<Operations['platform']['listWishes']>[number];
export type LibraryFile = Result<Operations['platform']['listFiles']>['items'][number];
export type Webhook = Result<Operations['platform']['getWebhookEndpoint']>;
export type WebhookDelivery = Result<Operations['platform']['listWebhookDeliveries']>['items'][number];
export type RunSummary = Result<Operations['platform']['listRuns']>['items'][number];
export type Run = Result<Operations['platform']['getRun']>;
export type Schedule = Result<Operations['platform']['listSchedules']>[number];
export type LaunchStep = LaunchView['steps'][number];
export type ChannelText = LaunchView['copy'][number];
export type AccountView = Result<Operations['platform']['getAccount']>;
export type SignInView = Result<Operations['platform']['listSessions']>[number];
export type MemberView = Result<Operations['platform']['listMembers']>['members'][number];
export type InvitationView = Result<Operations['platform']['listMembers']>['invitations'][number];
export type KeyView = Result<Operations['platform']['listApiKeys']>[number];
export type PluginView = Result<Operations['platform']['listPlugins']>[number];
export type SettingView = PluginView['settings'][number];
export type Role = MemberView['role'];
export type Permission = Parameters<Operations['platform']['may']>[1];
