import { BottegaError, createAuth, findShop, type Role } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { withDatabase } from './visit.ts';

export type StaffOptions = CommonOptions & {
  readonly shop: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly password?: string;
  readonly json?: boolean;
};

const ROLES: readonly string[] = ['owner', 'admin', 'operator', 'viewer'] satisfies Role[];

/** `bottega staff`: makes somebody a member of a shop; who is a member already gets the role. */
export async function runStaff(options: StaffOptions): Promise<void> {
  const { config, log } = openSettings(options);
  if (!ROLES.includes(options.role)) {
    throw new BottegaError('invalid_input', `There is no role "${options.role}".`, {
      problems: [{ path: 'role', message: `choose from ${ROLES.join(', ')}` }],
    });
  }
  const staff = await withDatabase(config, async (database) => {
    const shop = await findShop(database, options.shop);
    if (!shop) throw new BottegaError('shop_not_found', `There is no shop "${options.shop}".`);
    const auth = await createAuth({ database, publicUrl: config.publicUrl, log });
    try {
      const member = (await auth.findStaff(options.email)) ?? (await auth.createStaff(options));
      await auth.addMember({ shop, userId: member.id, role: options.role as Role });
      return member;
    } finally {
      await auth.close();
    }
  });
  const said = `${staff.name} <${staff.email}> is ${options.role} of ${options.shop}.`;
  process.stdout.write(options.json ? `${JSON.stringify({ ...staff, shop: options.shop, role: options.role })}\n` : `${said}\n`);
}
