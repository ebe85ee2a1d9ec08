import {
  type Actor,
  type Auth,
  BottegaError,
  type Ground,
  type KeyHolder,
  readApiKey,
  readBearer,
  type Shop,
  type StaffSession,
} from '#platform';

/** Who asks, before it is settled in which shop. */
export type Caller = {
  /** Who is signed in, by cookie or by access token. */
  readonly staff: StaffSession | null;
  readonly key: KeyHolder | null;
  readonly operator: Actor | null;
  /** A bearer token that is none of these: a room may know whose it is. */
  readonly token: string | null;
};

const GUEST: Actor = { type: 'guest' };
const NOBODY: Caller = { staff: null, key: null, operator: null, token: null };

type Door = { readonly ground: Ground; readonly auth: Auth; readonly operatorToken: string };

/**
 * Reads the session cookie or, where there is one, the Authorization header: the operator's token, a key, or an access token.
 * @throws BottegaError unauthenticated for a header that can be none of them, nor a room's: whoever shows something is no guest.
 */
export async function findCaller(headers: Headers, { ground, auth, operatorToken }: Door): Promise<Caller> {
  const authorization = headers.get('authorization');
  if (authorization === null) return { ...NOBODY, staff: await auth.readSession(headers) };
  const operator = readBearer(authorization, operatorToken);
  if (operator) return { ...NOBODY, operator };
  const token = /^Bearer ([\w.-]{1,2000})$/.exec(authorization)?.[1];
  if (token === undefined) throw unknownToken();
  const key = await readApiKey(ground.database, token);
  if (key) return { ...NOBODY, key };
  const staff = await auth.readAccessToken(token);
  if (staff) return { ...NOBODY, staff };
  return { ...NOBODY, token };
}

export const unknownToken = (): BottegaError =>
  new BottegaError('unauthenticated', 'The Authorization header carries no token of ours that is still good.');

/** What the caller is in a shop. Staff and keys of other shops are guests there; so is everybody where there is no shop. */
export function actorIn(shop: Shop | undefined, { staff, key, operator }: Caller): Actor {
  if (operator) return operator;
  if (key) return key.slug === shop?.slug ? key.actor : GUEST;
  const membership = staff?.shops.find(({ slug }) => slug === shop?.slug);
  return staff && membership ? { type: 'staff', id: staff.id, name: staff.name, email: staff.email, role: membership.role } : GUEST;
}
