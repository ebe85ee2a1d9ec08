import type { Auth } from './auth.ts';

type Desk = Pick<Auth, 'pool'>;

/** A sign-in that is still good: a browser's session, or that of a program with tokens. */
export type SignedIn = {
  readonly id: string;
  readonly kind: 'browser' | 'program';
  /** What it said it is, as browsers and programs do. */
  readonly device: string;
  readonly address: string;
  readonly since: string;
  readonly until: string;
};

/** Everywhere that somebody is signed in, the latest first. */
export async function listSignedIn({ pool }: Desk, userId: string): Promise<SignedIn[]> {
  type Row = Omit<SignedIn, 'since' | 'until'> & { since: Date; until: Date };
  const { rows } = await pool.query<Row>(
    `select id, 'browser' as kind, coalesce("userAgent", '') as device, coalesce("ipAddress", '') as address,
            "createdAt" as since, "expiresAt" as until from session where "userId" = $1 and "expiresAt" > now()
     union all
     select id::text, 'program', device, address, created_at, expires_at from token_family
      where user_id = $1 and ended_at is null and expires_at > now()
     order by since desc`,
    [userId],
  );
  return rows.map(({ since, until, ...rest }) => ({ ...rest, since: since.toISOString(), until: until.toISOString() }));
}

/** Ends one sign-in of this person. False when they have none of that id. */
export async function endSession({ pool }: Desk, userId: string, id: string): Promise<boolean> {
  const { rows } = await pool.query(
    `with browser as (delete from session where "userId" = $1 and id = $2 returning id),
          program as (update token_family set ended_at = now(), ended_by = 'sign-out'
                       where user_id = $1 and id::text = $2 and ended_at is null returning id)
     select id from browser union all select id::text from program`,
    [userId, id],
  );
  return rows.length > 0;
}

/** Ends every sign-in of this person, save one. */
export async function endSessions({ pool }: Desk, userId: string, except = ''): Promise<void> {
  await pool.query(
    `with browser as (delete from session where "userId" = $1 and id <> $2)
     update token_family set ended_at = now(), ended_by = 'sign-out' where user_id = $1 and id::text <> $2 and ended_at is null`,
    [userId, except],
  );
}
