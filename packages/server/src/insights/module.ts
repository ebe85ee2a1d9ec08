import type { RoomModule } from '#platform';
import { addSalesRoutes } from './sales/sales.routes.ts';

/** What the room hands to the program. */
export const module: RoomModule = { name: 'insights', routes: addSalesRoutes };
