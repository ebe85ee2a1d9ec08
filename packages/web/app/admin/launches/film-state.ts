import { SHAPES, type Shape } from '@bottega/contracts';
import type { LaunchView } from '../types.ts';

export type FilmState = 'ready' | 'rendering' | 'waiting' | 'held' | 'stopped';

/** How one film of a launch stands. They are made in the order of SHAPES, one after the other. */
export function filmState(launch: Pick<LaunchView, 'videos' | 'steps' | 'status'>, shape: Shape): FilmState {
  const isMade = (candidate: Shape) => launch.videos.some((video) => video.shape === candidate);
  if (isMade(shape)) return 'ready';
  if (launch.status === 'failed' || launch.status === 'cancelled' || launch.status === 'rejected') return 'stopped';
  if (launch.status === 'held') return 'held';
  const isBeingMade = launch.steps.some((step) => step.name === 'films' && step.state === 'running');
  return isBeingMade && SHAPES.find((candidate) => !isMade(candidate)) === shape ? 'rendering' : 'waiting';
}
