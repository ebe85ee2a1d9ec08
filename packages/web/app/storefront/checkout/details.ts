import type { MessageKey } from '../../i18n/translate.ts';
import type { CartView } from '../types.ts';

/** The fields of the checkout, named as their inputs are. */
const FIELDS = ['email', 'country', 'name', 'line1', 'line2', 'postalCode', 'city', 'region'] as const;

export type FieldName = (typeof FIELDS)[number];
export type Details = Readonly<Record<FieldName, string>>;
export type DetailErrors = Partial<Record<FieldName, MessageKey>>;

/** What is said beside a field that the shop refused. */
const ERRORS: Readonly<Record<FieldName, MessageKey>> = {
  email: 'checkout.error.email',
  country: 'checkout.error.country',
  name: 'checkout.error.name',
  line1: 'checkout.error.line1',
  line2: 'checkout.error.tooLong',
  postalCode: 'checkout.error.postalCode',
  city: 'checkout.error.city',
  region: 'checkout.error.tooLong',
};

/** What was typed, trimmed. */
export function readDetails(form: FormData): Details {
  return Object.fromEntries(FIELDS.map((field) => [field, String(form.get(field) ?? '').trim()])) as Details;
}

/** What the cart already knows of the buyer; the shop's own country to begin with. */
export function detailsOf(cart: Pick<CartView, 'email' | 'address'>, country: string): Details {
  const { email, address } = cart;
  return {
    email: email ?? '',
    country: address?.country ?? country,
    name: address?.name ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
    region: address?.region ?? '',
  };
}

/** The fields that the shop refused, by the paths of its problems ("email", "address.city"). */
export function errorsAt(paths: readonly string[]): DetailErrors {
  const fields = paths.map((path) => path.split('.').at(-1)).filter((name): name is FieldName => FIELDS.includes(name as FieldName));
  return Object.fromEntries(fields.map((field) => [field, ERRORS[field]]));
}

/** The address in the shop's words: what was left empty is left out. */
export function addressOf({ country, name, line1, line2, postalCode, city, region }: Details) {
  return { country, name, line1, postalCode, city, ...(line2 && { line2 }), ...(region && { region }) };
}
