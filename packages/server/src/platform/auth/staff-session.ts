import type { Role } from '../permissions.ts';

/** Who is signed in, and the shops that they belong to. */
export type StaffSession = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The sign-in that this is: a browser's session, or the token family of a program. */
  readonly sessionId: string;
  readonly shops: readonly { readonly slug: string; readonly name: string; readonly role: Role }[];
};
