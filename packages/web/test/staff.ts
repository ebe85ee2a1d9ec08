import { createWebHandler } from '../src/handler.ts';
import { buildPages } from './build-pages.ts';
import { type AdminWishes, createAdminContext } from './fixture/admin-context.ts';
import type { Answer } from './visitor.ts';

const ORIGIN = 'http://localhost:4000';

type Staff = {
  /** What operations were called with, in order. */
  readonly calls: readonly string[];
  visit(path: string, form?: Readonly<Record<string, string>>): Promise<Answer>;
};

/** Someone at the admin of the demo shop, without JavaScript; follows no redirect. */
export async function createStaff(wishes: AdminWishes): Promise<Staff> {
  await buildPages();
  const handle = await createWebHandler();
  const calls: string[] = [];
  const contextFor = createAdminContext(wishes, calls);
  return {
    calls,
    async visit(path, form) {
      const address = `${ORIGIN}${path}`;
      const init = form && { method: 'POST', headers: { origin: ORIGIN }, body: new URLSearchParams(form) };
      const response = await handle(new Request(address, init), contextFor(address));
      return { status: response.status, headers: response.headers, body: await response.text() };
    },
  };
}
