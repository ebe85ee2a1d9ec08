import { type Clock, newId, systemClock } from '../platform/context.ts';
import type { Auth } from '../platform/auth/auth.ts';
import type { StaffSession } from '../platform/auth/staff-session.ts';
import type { Ground, InstallationCtx } from '../platform/ground.ts';

type Visit = { readonly staff?: StaffSession | null; readonly address?: string; readonly headers?: Headers; readonly clock?: Clock };

/** Somebody who asks for what belongs to no shop: a visitor, unless they are said to be of the staff. */
export function createVisitor({ ground, auth }: { ground: Ground; auth: Auth }, visit: Visit = {}): InstallationCtx {
  const { staff = null, address = '192.0.2.1', headers = new Headers(), clock = systemClock } = visit;
  const { log } = ground;
  const signal = new AbortController().signal;
  return { ...{ ground, auth, staff, address, headers, clock, log, signal }, actor: { type: 'guest' }, requestId: newId() };
}
