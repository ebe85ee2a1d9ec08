import type { Chore, EventListener, RoomModule, WorkflowDefinition } from '#platform';
import { addCartRoutes } from './carts/carts.routes.ts';
import { finishCheckouts } from './checkout/finish-checkouts.ts';
import { invoicing } from './orders/issue-invoice.ts';
import { orderMail } from './orders/mail-order.ts';
import { orderNumbers } from './orders/numbers.ts';
import { addCheckoutRoutes } from './checkout/checkout.routes.ts';
import { addOrderRoutes } from './orders/orders.routes.ts';
import { addAccountRoutes } from './customers/account.routes.ts';
import { addCustomerRoutes } from './customers/customers.routes.ts';
import { forgetExpired } from './customers/forget-expired.ts';
import { readVisitor } from './customers/read-visitor.ts';
import { cancelPaymentFlow, freeCancelled } from './payments/cancel-payment.ts';
import { capturePaymentFlow } from './payments/capture-payment.ts';
import { captureWhenSent } from './payments/capture-sent.ts';
import { deliverSimulatedFlow } from './payments/deliver-simulated.ts';
import { lookAtEventFlow } from './payments/look-at-event.ts';
import { forgetPaymentEvents, lookAfterPayments } from './payments/look-after-payments.ts';
import { paymentMail } from './payments/mail-payment.ts';
import { addPaymentRoutes } from './payments/payments.routes.ts';
import { reconcilePayments } from './payments/reconcile.ts';
import { reservePaymentFlow } from './payments/reserve-payment.ts';
import { sendRefundFlow } from './payments/send-refund.ts';
import { addCategoryRoutes } from './categories/categories.routes.ts';
import { expireCredit } from './credit/expire-credit.ts';
import { addCreditRoutes } from './credit/credit.routes.ts';
import { addInventoryRoutes } from './inventory/inventory.routes.ts';
import { stockWatching, watchAllStock } from './inventory/watch-stock.ts';
import { addPriceRoutes } from './prices/prices.routes.ts';
import { addPromotionRoutes } from './promotions/promotions.routes.ts';
import { forgetCarrierAnswers } from './shipping/ask-carrier.ts';
import { addShippingRoutes } from './shipping/shipping.routes.ts';
import { addTaxRoutes } from './taxes/taxes.routes.ts';
import { addProductRoutes } from './products/products.routes.ts';
import { renewOldDocuments } from './products/read-model/write-documents.ts';
import { addVariantRoutes } from './products/variants.routes.ts';

/** What the room hands to the program. */
export const module: RoomModule = {
  name: 'commerce',
  routes(app) {
    addProductRoutes(app);
    addVariantRoutes(app);
    addCategoryRoutes(app);
    addInventoryRoutes(app);
    addCartRoutes(app);
    addCheckoutRoutes(app);
    addPriceRoutes(app);
    addTaxRoutes(app);
    addShippingRoutes(app);
    addPromotionRoutes(app);
    addCreditRoutes(app);
    addOrderRoutes(app);
    addPaymentRoutes(app);
    addCustomerRoutes(app);
    addAccountRoutes(app);
  },
  readVisitor,
};

export const listeners: readonly EventListener[] = [
  orderNumbers,
  orderMail,
  captureWhenSent,
  freeCancelled,
  paymentMail,
  invoicing,
  stockWatching,
];

export const workflows: readonly WorkflowDefinition[] = [
  capturePaymentFlow,
  reservePaymentFlow,
  cancelPaymentFlow,
  sendRefundFlow,
  lookAtEventFlow,
  deliverSimulatedFlow,
];

export const chores: readonly Chore[] = [
  { name: 'finish checkouts', secondsAfterStart: 1.5, run: finishCheckouts },
  { name: 'look after payments', run: lookAfterPayments },
  { name: 'forget what payment companies told', when: { everySeconds: 86_400 }, run: forgetPaymentEvents },
  { name: 'compare payments with the books', when: { everySeconds: 86_400 }, run: (ctx) => reconcilePayments(ctx) },
  { name: 'forget expired sign-ins of customers', when: { everySeconds: 3600 }, run: forgetExpired },
  { name: 'book out gift cards that ran out', when: { everySeconds: 3600 }, run: expireCredit },
  { name: 'look what is running low', when: { everySeconds: 600 }, run: watchAllStock },
  { name: 'forget old answers of carriers', when: { everySeconds: 3600 }, run: forgetCarrierAnswers },
  { name: 'write old documents of products anew', run: renewOldDocuments },
];
