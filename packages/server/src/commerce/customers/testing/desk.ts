import type { Mail, MailProvider } from '@bottega/contracts';
import { type Auth, type Ctx, createAuth, type DoorCtx } from '#platform';
import { openTestWorld } from '../../../testing/test-world.ts';
import type { AccountView } from '../customer.ts';
import { requestCustomerCode } from '../request-code.ts';
import { signInCustomer } from '../sign-in.ts';
import { manualPayment, type Market, openShop } from '../../testing/market.ts';

/** A market with the door of its shop open, and all mail that was sent. */
export type Desk = Market & {
  readonly auth: Auth;
  readonly mails: Mail[];
  /** Somebody at the door of the shop of that ctx, from an address of their own unless one is given. */
  door(ctx: Ctx, visit?: { address?: string; headers?: Headers }): DoorCtx;
  /** The code that the latest mail to that address has. */
  codeTo(email: string): Promise<string>;
  /** A customer who has signed in by a code: their ctx, with the token in its headers. */
  signedIn(guest: Ctx, email: string): Promise<{ ctx: DoorCtx; token: string; account: AccountView }>;
  close(): Promise<void>;
};

export async function openDesk(): Promise<Desk> {
  const mails: Mail[] = [];
  const post: MailProvider = {
    id: 'test-post',
    kind: 'mail',
    label: 'Post',
    offline: true,
    send: async (mail) => {
      mails.push(mail);
      return { id: mail.id ?? 'sent' };
    },
  };
  const world = await openTestWorld([manualPayment, post]);
  const { ground, database } = world;
  const auth = await createAuth({ database, publicUrl: ground.config.publicUrl, secrets: ground.secrets, log: ground.log });
  let visitors = 0;
  const door: Desk['door'] = (ctx, { address = `2001:db8:1::${(++visitors).toString(16)}`, headers = new Headers() } = {}) => ({
    ...ctx,
    ...{ ground, auth, address, headers },
  });
  const codeTo: Desk['codeTo'] = async (email) => {
    for (let look = 0; look < 100; look++) {
      const code = /\b(\d{6})\b/.exec(mails.findLast(({ to }) => to === email)?.subject ?? '')?.[1];
      if (code !== undefined) return code;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no code came to ${email}`);
  };
  return {
    world,
    ...(await openShop(world)),
    ...{ auth, mails, door, codeTo },
    async signedIn(guest, email) {
      const visitor = door(guest);
      mails.length = 0;
      await requestCustomerCode(visitor, { email });
      const outcome = await signInCustomer(visitor, { email, code: await codeTo(email.toLowerCase()) });
      if (outcome.state !== 'ok') throw new Error(outcome.message);
      const { token, customer } = outcome;
      const headers = new Headers({ authorization: `Bearer ${token}` });
      const ctx = { ...door(guest, { headers }), actor: { type: 'customer', id: customer.id, email: customer.email } } as const;
      return { ctx, token, account: customer };
    },
    async close() {
      await auth.close();
      await world.close();
    },
  };
}
