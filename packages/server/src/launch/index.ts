import './tables.ts';

export { type ChecklistEntry, describeHome, type Home, type Need } from './home/describe-home.ts';
export { launchProduct } from './launch-product.ts';
export { approveLaunch } from './approval/approve-launch.ts';
export { rejectLaunch } from './approval/reject-launch.ts';
export { addPhotos } from './editing/add-photos.ts';
export { choosePhoto } from './editing/choose-photo.ts';
export { editText } from './editing/edit-text.ts';
export { editScenes } from './editing/edit-scenes.ts';
export { cancelLaunch } from './launches/cancel-launch.ts';
export { getLaunch } from './launches/get-launch.ts';
export {
  type LaunchCopy,
  type LaunchFailure,
  LaunchRequest,
  type LaunchSummary,
  type LaunchView,
  MOST_PHOTOS,
  STEPS,
  type StepName,
  type StepState,
  type StepView,
} from './launches/launch.ts';
export { FINISHED, type LaunchStatus } from './launches/launch-states.ts';
export { listLaunches } from './launches/list-launches.ts';
export { type StartLaunch, startLaunch } from './launches/start-launch.ts';
export { remakeLaunch, resumeLaunch } from './remakes/remake-launch.ts';
export type { RemakePart } from './remakes/remake.ts';
export { SHOP_CHANNEL } from './steps/facts.ts';
export { sellProduct } from './steps/sell-product.ts';
