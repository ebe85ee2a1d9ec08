import type { Chore, EventListener, RoomModule } from '#platform';
import { addCartRoutes } from './carts/carts.routes.ts';
import { finishCheckouts } from './checkout/finish-checkouts.ts';
import { orderMail } from './orders/mail-order.ts';
import { addCheckoutRoutes } from './checkout/checkout.routes.ts';
import { addOrderRoutes } from './orders/orders.routes.ts';
import { addProductRoutes } from './products/products.routes.ts';

/** What the room hands to the program. */
export const module: RoomModule = {
  name: 'commerce',
  routes(app) {
    addProductRoutes(app);
    addCartRoutes(app);
    addCheckoutRoutes(app);
    addOrderRoutes(app);
  },
};

export const listeners: readonly EventListener[] = [orderMail];

export const chores: readonly Chore[] = [{ name: 'finish checkouts', run: finishCheckouts }];
