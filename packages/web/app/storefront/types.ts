import type { Operations } from 'bottega/web-context';

type Result<Operation extends (...inputs: never[]) => unknown> = Awaited<ReturnType<Operation>>;
type Commerce = Operations['commerce'];

/** What the operations give to the pages of the shop. */
export type ProductSummary = Result<Commerce['listProducts']>['items'][number];
export type ProductDetail = Result<Commerce['getProduct']>;
export type ProductVariant = ProductDetail['variants'][number];
export type CartView = Result<Commerce['getCart']>;
export type CartLine = CartView['lines'][number];
export type OrderView = Result<Commerce['getOrderByCode']>;
export type OrderRefusal = Extract<Result<Commerce['placeOrder']>, { state: 'refused' }>['reason'];
export type OfferedPayment = Result<Commerce['offeredPayments']>[number];
export type PaymentAction = Extract<Result<Commerce['placeOrder']>, { state: 'action' }>['action'];
export type BusinessProfile = Result<Operations['platform']['getBusinessProfile']>;
