import {
  BottegaError,
  findShop,
  type InvitationView,
  linkOfInvitation,
  type MembersView,
  type MemberView,
  openSecrets,
  type Role,
  ROLES,
} from '#platform';
import type { OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { printAnswer } from './terminal.ts';
import { withAuth, withServer } from './visit.ts';

/** `--role` is a member's here, and not that of the process. */
type OfShop = Omit<CommonOptions, 'role'> & { readonly shop: string; readonly json?: boolean };
export type AddStaffOptions = OfShop & {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly password?: string;
};
export type StaffOptions = OfShop & { readonly email: string; readonly role: string };

const settingsOf = ({ port, host, data }: OfShop) => openSettings({ ...(port && { port }), ...(host && { host }), ...(data && { data }) });

/** `bottega staff add`: makes somebody a member of a shop; who is a member already gets the role. */
export async function runStaffAdd(options: AddStaffOptions): Promise<void> {
  const role = readRole(options.role);
  const staff = await withAuth(settingsOf(options), async (auth, database) => {
    const shop = await findShop(database, options.shop);
    if (!shop) throw new BottegaError('shop_not_found', `There is no shop "${options.shop}".`);
    const member = (await auth.findStaff(options.email)) ?? (await auth.createStaff(options));
    await auth.addMember({ shop, userId: member.id, role });
    return member;
  });
  printAnswer(options, { ...staff, shop: options.shop, role }, `${staff.name} <${staff.email}> is ${role} of ${options.shop}.`);
}

/** `bottega staff list`: who works in a shop, and who is invited. */
export async function runStaffList(options: OfShop, openHouse: OpenHouse): Promise<void> {
  const found = await withServer({ ...settingsOf(options), openHouse }, (client) =>
    client.ask<MembersView>(options.shop, { method: 'GET', path: '/api/v1/members' }),
  );
  const lines = [
    ...found.members.map(({ role, name, email }) => `${role.padEnd(9)} ${name} <${email}>`),
    ...found.invitations.map(({ role, email }) => `${role.padEnd(9)} ${email} (invited)`),
  ];
  printAnswer(options, found, lines.join('\n') || 'Nobody works here yet.');
}

/** `bottega staff invite`: sends somebody a link, and prints it. */
export async function runStaffInvite(options: StaffOptions, openHouse: OpenHouse): Promise<void> {
  const { config, log } = settingsOf(options);
  const body = { email: options.email, role: readRole(options.role) };
  const invitation = await withServer({ config, log, openHouse }, (client) =>
    client.ask<InvitationView>(options.shop, { method: 'POST', path: '/api/v1/members/invitations', body }),
  );
  const secrets = await openSecrets(config, log);
  const link = linkOfInvitation({ secrets, publicUrl: config.publicUrl }, invitation.id);
  secrets.keyring.close();
  printAnswer(options, { ...invitation, link }, `${invitation.email} is invited as ${invitation.role}. The link works once:\n${link}`);
}

/** `bottega staff role`: gives a member another role. */
export async function runStaffRole(options: StaffOptions, openHouse: OpenHouse): Promise<void> {
  const role = readRole(options.role);
  const member = await withMember(options, openHouse, { method: 'PATCH', body: { role } });
  printAnswer(options, { ...member, role }, `${member.name} is ${role} of ${options.shop} now.`);
}

/** `bottega staff remove`: takes somebody out of a shop, with the keys that act in their name. */
export async function runStaffRemove(options: Omit<StaffOptions, 'role'>, openHouse: OpenHouse): Promise<void> {
  const member = await withMember(options, openHouse, { method: 'DELETE' });
  printAnswer(options, { removed: member.id }, `${member.name} works at ${options.shop} no more.`);
}

type Change = { readonly method: string; readonly body?: unknown };

async function withMember(options: Omit<StaffOptions, 'role'>, openHouse: OpenHouse, change: Change): Promise<MemberView> {
  return withServer({ ...settingsOf(options), openHouse }, async (client) => {
    const { members } = await client.ask<MembersView>(options.shop, { method: 'GET', path: '/api/v1/members' });
    const member = members.find(({ email }) => email === options.email.trim().toLowerCase());
    if (!member) throw new BottegaError('not_found', `Nobody with the address ${options.email} works at ${options.shop}.`);
    await client.ask(options.shop, { path: `/api/v1/members/${member.id}`, ...change });
    return member;
  });
}

function readRole(word: string): Role {
  const role = ROLES.find((known) => known === word);
  if (role) return role;
  throw new BottegaError('invalid_input', `There is no role "${word}".`, {
    problems: [{ path: 'role', message: `choose from ${ROLES.join(', ')}` }],
  });
}
