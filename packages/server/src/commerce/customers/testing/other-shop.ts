import type { Ctx, DoorCtx } from '#platform';
import { ADDRESS } from '../../testing/market.ts';
import * as commerce from '../../index.ts';

type Ids = { readonly customer: string; readonly address: string; readonly 'customer-group': string; readonly 'sign-in': string };

const PASSWORD = 'a long enough password';

/** What the owner of another shop asks about a customer of this one: each is answered that there is none. */
export const questionsOfStaff = (stranger: DoorCtx, { customer: id, ...ids }: Ids): Record<string, () => Promise<unknown>> => ({
  getCustomer: () => commerce.getCustomer(stranger, { id }),
  updateCustomer: () => commerce.updateCustomer(stranger, { id, name: 'Stolen' }),
  exportCustomer: () => commerce.exportCustomer(stranger, { id }),
  eraseCustomer: () => commerce.eraseCustomer(stranger, { id }),
  setCustomerGroups: () => commerce.setCustomerGroups(stranger, { id, groupIds: [] }),
  renameCustomerGroup: () => commerce.renameCustomerGroup(stranger, { id: ids['customer-group'], name: 'Stolen' }),
  deleteCustomerGroup: () => commerce.deleteCustomerGroup(stranger, { id: ids['customer-group'] }),
});

/** The same of a customer of another shop, about what is this one’s. `stranger` is signed in there, in the name of nobody there. */
export const questionsOfCustomers = (stranger: DoorCtx, ids: Ids, orderId: string): Record<string, () => Promise<unknown>> => ({
  getOwnAccount: () => commerce.getOwnAccount(stranger),
  updateOwnAccount: () => commerce.updateOwnAccount(stranger, { name: 'Stolen' }),
  exportOwnData: () => commerce.exportOwnData(stranger),
  addOwnAddress: () => commerce.addOwnAddress(stranger, { address: ADDRESS }),
  updateOwnAddress: () => commerce.updateOwnAddress(stranger, { id: ids.address, forShipping: true }),
  removeOwnAddress: () => commerce.removeOwnAddress(stranger, { id: ids.address }),
  getOwnOrder: () => commerce.getOwnOrder(stranger, { id: orderId }),
  revokeCustomerSession: () => commerce.revokeCustomerSession(stranger, { id: ids['sign-in'] }),
  setCustomerPassword: () => commerce.setCustomerPassword(stranger, { newPassword: PASSWORD }),
  mergeCarts: () => commerce.mergeCarts(stranger, {}),
  suggestCheckoutDetails: () => commerce.suggestCheckoutDetails(stranger),
});

/** What finds nothing there, or names nothing. */
export const listsOfNothing = (owner: Ctx, stranger: DoorCtx): Record<string, () => Promise<unknown>> => ({
  listCustomers: async () => (await commerce.listCustomers(owner)).items,
  listCustomerGroups: () => commerce.listCustomerGroups(owner),
  listOwnAddresses: () => commerce.listOwnAddresses(stranger),
  listOwnOrders: async () => (await commerce.listOwnOrders(stranger)).items,
  listCustomerSessions: () => commerce.listCustomerSessions(stranger),
});

/** Operations that name nothing which another shop could have; their own tests hold them to their shop. */
const NAME_NOTHING = [
  commerce.createCustomer,
  commerce.createCustomerGroup,
  commerce.requestCustomerCode,
  commerce.signInCustomer,
  commerce.signOutCustomer,
  commerce.revokeOtherCustomerSessions,
  commerce.requestCustomerEmailChange,
  commerce.confirmCustomerEmail,
  commerce.eraseOwnAccount,
];

/** Every operation on customers that the room gives away, by name. */
export function customerOperations(): string[] {
  const nobody = {} as DoorCtx;
  const ids = { customer: '', address: '', 'customer-group': '', 'sign-in': '' };
  const asked = [questionsOfStaff(nobody, ids), questionsOfCustomers(nobody, ids, ''), listsOfNothing(nobody, nobody)];
  return [...asked.flatMap((questions) => Object.keys(questions)), ...NAME_NOTHING.map(({ name }) => name)];
}
