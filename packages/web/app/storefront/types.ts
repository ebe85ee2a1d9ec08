import type { Operations } from 'bottega/web-context';

type Result<Operation extends (...inputs: never[]) => unknown> = Awaited<ReturnType<Operation>>;
type Commerce = Operations['commerce'];

/** What the operations give to the pages of the shop. */
export type ProductSummary = Result<Commerce['listProducts']>['items'][number];
export type CategoryView = Result<Commerce['listCategories']>[number];
export type ProductDetail = Result<Commerce['getProduct']>;
export type CartView = Result<Commerce['getCart']>;
export type CartLine = CartView['lines'][number];
export type OrderView = Result<Commerce['getOrderByCode']>;
export type OrderRefusal = Extract<Result<Commerce['placeOrder']>, { state: 'refused' }>['reason'];
export type ShippingOption = Result<Commerce['listShippingOptions']>[number];
export type OfferedPayment = Result<Commerce['offeredPayments']>[number];
export type OwnAccount = Result<Commerce['getOwnAccount']>;
export type OwnAddress = Result<Commerce['listOwnAddresses']>[number];
export type OwnOrderSummary = Result<Commerce['listOwnOrders']>['items'][number];
export type OwnSession = Result<Commerce['listCustomerSessions']>[number];
export type BusinessProfile = Result<Operations['platform']['recallBusinessProfile']>;
