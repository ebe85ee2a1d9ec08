import { createCustomerContext } from './fixture/demo-customer.ts';
import { type Answer, openPages } from './visitor.ts';

const ORIGIN = 'http://localhost:4000';

type Customer = {
  /** What operations were called with, in order. */
  readonly calls: readonly string[];
  visit(path: string, form?: Readonly<Record<string, string>>, cookie?: string): Promise<Answer>;
};

/** Somebody at the demo shop without JavaScript, signed in as a customer or not; follows no redirect and keeps no cookie. */
export async function createCustomer({ isSignedIn }: { isSignedIn: boolean }): Promise<Customer> {
  const handle = await openPages();
  const calls: string[] = [];
  const contextFor = createCustomerContext(isSignedIn, calls);
  return {
    calls,
    async visit(path, form, cookie = '') {
      const headers = { cookie, origin: ORIGIN };
      const init = form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers };
      const response = await handle(new Request(`${ORIGIN}${path}`, init), contextFor(path.startsWith('/s/') ? 'path' : 'host'));
      return { status: response.status, headers: response.headers, body: await response.text() };
    },
  };
}
