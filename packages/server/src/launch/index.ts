import './tables.ts';

export { type ChecklistEntry, describeHome, type Home, type Need } from './home/describe-home.ts';
export { launchProduct } from './launch-product.ts';
export { getLaunch } from './launches/get-launch.ts';
export {
  FINISHED,
  type LaunchCopy,
  type LaunchFailure,
  LaunchRequest,
  type LaunchStatus,
  type LaunchSummary,
  type LaunchView,
  MOST_PHOTOS,
  STEPS,
  type StepName,
  type StepState,
  type StepView,
} from './launches/launch.ts';
export { listLaunches } from './launches/list-launches.ts';
export { type StartLaunch, startLaunch } from './launches/start-launch.ts';
export { SHOP_CHANNEL } from './steps/facts.ts';
export { sellProduct } from './steps/sell-product.ts';
