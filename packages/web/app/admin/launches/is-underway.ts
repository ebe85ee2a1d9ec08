import type { LaunchView } from '../types.ts';

/** Whether more is to be expected of a launch. */
export const isUnderway = ({ status }: Pick<LaunchView, 'status'>): boolean => status === 'queued' || status === 'running';
