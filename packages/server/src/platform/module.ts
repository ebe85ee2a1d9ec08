import type { RoomModule } from './routes/room-module.ts';

/** What the ground hands to the program: a line for each subject that has routes. */
export const module: RoomModule = {
  name: 'platform',
  routes(_app) {},
  installationRoutes(_app) {},
};
