import { SHAPES } from '@bottega/contracts';
import { expect, it } from 'vitest';
import type { LaunchView } from '../types.ts';
import { filmState } from './film-state.ts';

type Launch = Parameters<typeof filmState>[0];

/** A launch of which `made` films are ready and whose film step is in `state`. */
function launch(status: LaunchView['status'], made: number, state: 'waiting' | 'running' | 'done'): Launch {
  const videos = SHAPES.slice(0, made).map((shape) => ({ shape }));
  return { status, videos, steps: [{ name: 'films', state }] } as unknown as Launch;
}

const states = (of: Launch) => SHAPES.map((shape) => filmState(of, shape));

it('renders one film after the other', () => {
  expect(states(launch('running', 0, 'waiting'))).toEqual(['waiting', 'waiting', 'waiting']);
  expect(states(launch('running', 0, 'running'))).toEqual(['rendering', 'waiting', 'waiting']);
  expect(states(launch('running', 2, 'running'))).toEqual(['ready', 'ready', 'rendering']);
  expect(states(launch('completed', 3, 'done'))).toEqual(['ready', 'ready', 'ready']);
});

it('keeps what was made when a launch stops or is held back', () => {
  expect(states(launch('failed', 1, 'running'))).toEqual(['ready', 'stopped', 'stopped']);
  expect(states(launch('held', 0, 'waiting'))).toEqual(['held', 'held', 'held']);
});
