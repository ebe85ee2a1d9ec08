import type { RoomModule, WorkflowDefinition } from '#platform';
import { launchProduct } from './launch-product.ts';
import { registerLaunchRoutes } from './launches/launches.routes.ts';

export const module: RoomModule = { name: 'launch', routes: registerLaunchRoutes };

export const workflows: readonly WorkflowDefinition[] = [launchProduct];
