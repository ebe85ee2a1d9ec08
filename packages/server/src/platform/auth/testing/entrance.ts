import { createVisitor } from '../../../testing/visitor.ts';
import { openTestWorld, type TestWorld } from '../../../testing/test-world.ts';
import type { InstallationCtx } from '../../ground.ts';
import { type Auth, createAuth, type Staff } from '../auth.ts';
import { codeOf } from '../second-factor.ts';
import { toBase32 } from '../base32.ts';

export const PASSWORD = 'a long enough password';

/** A test world with sign-in open, and people to sign in. */
export type Entrance = {
  readonly world: TestWorld;
  readonly auth: Auth;
  /** Somebody of the staff who has a password. */
  hire(): Promise<Staff>;
  /** Somebody who is not signed in. */
  visitor(visit?: Parameters<typeof createVisitor>[1]): InstallationCtx;
  /** The same person, signed in with a browser. */
  signedIn(person: Staff, visit?: Parameters<typeof createVisitor>[1]): Promise<InstallationCtx>;
  close(): Promise<void>;
};

export async function openEntrance(...providers: Parameters<typeof openTestWorld>): Promise<Entrance> {
  const world = await openTestWorld(...providers);
  const { ground, database } = world;
  const auth = await createAuth({ database, publicUrl: ground.config.publicUrl, secrets: ground.secrets, log: ground.log });
  let people = 0;
  let visitors = 0;
  // From an address of their own each, so that the limit on addresses is met only where a test means it.
  const visitor = (visit = {}) => createVisitor({ ground, auth }, { address: `2001:db8::${(++visitors).toString(16)}`, ...visit });
  return {
    ...{ world, auth, visitor },
    hire: () => auth.createStaff({ name: 'Ada', email: `person-${++people}@example.com`, password: PASSWORD }),
    async signedIn(person, visit = {}) {
      const cookies = await auth.openSession({ userId: person.id, headers: new Headers(), address: '192.0.2.1' });
      const headers = new Headers({
        cookie: cookies
          .getSetCookie()
          .map((cookie) => cookie.split(';')[0])
          .join('; '),
      });
      return visitor({ ...visit, headers, staff: await auth.readSession(headers) });
    },
    async close() {
      await auth.close();
      await world.close();
    },
  };
}

/** What an authenticator app shows for a secret in base32 at this moment. */
export function showCode(secret: string, at: Temporal.Instant): string {
  return codeOf(fromBase32(secret), Math.floor(at.epochMilliseconds / 30_000));
}

function fromBase32(text: string): Buffer {
  const values = new Map(Array.from({ length: 32 }, (_, value) => [toBase32(Buffer.from([value << 3]))[0], value]));
  const bits = [...text].map((letter) => (values.get(letter) ?? 0).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
