import type { Chore, EventListener, RoomModule } from '#platform';
import { addCartRoutes } from './carts/carts.routes.ts';
import { finishCheckouts } from './orders/finish-checkouts.ts';
import { orderMail } from './orders/mail-order.ts';
import { addOrderRoutes } from './orders/orders.routes.ts';
import { addProductRoutes } from './products/products.routes.ts';

/** What the room hands to the program. */
export const module: RoomModule = {
  name: 'commerce',
  routes(app) {
    addProductRoutes(app);
    addCartRoutes(app);
    addOrderRoutes(app);
  },
};

export const listeners: readonly EventListener[] = [orderMail];

export const chores: readonly Chore[] = [{ name: 'finish checkouts', run: finishCheckouts }];
