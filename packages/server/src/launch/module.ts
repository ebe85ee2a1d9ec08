import type { EventListener, RoomModule, WorkflowDefinition } from '#platform';
import { addApprovalRoutes } from './approval/approval.routes.ts';
import { addEditingRoutes } from './editing/editing.routes.ts';
import { launchProduct, remakeLaunch } from './launch-product.ts';
import { registerLaunchRoutes } from './launches/launches.routes.ts';
import { followRuns } from './remakes/follow-runs.ts';
import { continueHeld } from './review/continue-held.ts';

export const module: RoomModule = {
  name: 'launch',
  routes(app) {
    registerLaunchRoutes(app);
    addApprovalRoutes(app);
    addEditingRoutes(app);
  },
};

export const workflows: readonly WorkflowDefinition[] = [launchProduct, remakeLaunch];

export const listeners: readonly EventListener[] = [continueHeld, followRuns];
