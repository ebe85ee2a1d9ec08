import type { Role } from '../context.ts';

/** Who is signed in, and the shops that they belong to. */
export type StaffSession = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly shops: readonly { readonly slug: string; readonly name: string; readonly role: Role }[];
};
