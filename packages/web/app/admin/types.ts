import type { Operations } from 'bottega/web-context';

type Result<Operation extends (...inputs: never[]) => unknown> = Awaited<ReturnType<Operation>>;

/** What the operations give to the pages of the admin. */
export type LaunchView = Result<Operations['launch']['getLaunch']>;
export type LaunchSummary = Result<Operations['launch']['listLaunches']>['items'][number];
export type HomeView = Result<Operations['launch']['describeHome']>;
export type ProductDetail = Result<Operations['commerce']['getProduct']>;
export type ProductSummary = Result<Operations['commerce']['listProducts']>['items'][number];
export type OrderView = Result<Operations['commerce']['getOrder']>;
export type OrderSummary = Result<Operations['commerce']['listOrders']>['items'][number];
export type SalesSummary = Result<Operations['insights']['summarizeSales']>;
export type LaunchStep = LaunchView['steps'][number];
export type ChannelText = LaunchView['copy'][number];
