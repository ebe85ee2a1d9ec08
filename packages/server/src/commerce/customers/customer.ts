import { z } from '@hono/zod-openapi';
import { pageInputSchema, passwordSchema, typedPasswordSchema } from '#platform';
import { addressSchema, emailSchema as typedEmailSchema } from '../carts/cart.ts';
import { idSchema, languageSchema, moneySchema } from '../words.ts';

/** Days after which somebody signs in again. */
export const SESSION_DAYS = 30;
export const CODE_MINUTES = 10;
/** Wrong tries that one code bears. */
export const MOST_TRIES = 5;
export const MOST_ADDRESSES = 20;
export const MOST_GROUPS = 100;

/** The same for an unknown mail, a wrong code and a wrong password: nobody learns who buys here. */
export const REFUSED = 'The mail, the code or the password is not right, or the code is over.';

const moment = z.string().openapi({ format: 'date-time' });
const name = z.string().trim().max(120, 'Keep the name within 120 characters.');
const note = z.string().trim().max(2000, 'Keep the note within 2,000 characters.');
const language = z
  .union([z.literal(''), languageSchema])
  .openapi({ description: 'Of mail; empty for the one of the shop.', example: 'en' });

/** A mail as accounts are told apart by it: without capitals. */
export const emailSchema = typedEmailSchema.transform((email) => email.toLowerCase());

/** A code as a person types it in: spaces and dashes do not count. */
export const codeSchema = z
  .string()
  .max(40)
  .transform((code) => code.replace(/[\s-]/g, ''))
  .openapi({ example: '204816', description: 'Six digits, as they came by mail.' });

export const requestCodeSchema = z.strictObject({ email: emailSchema, language: languageSchema.optional() });

export const signInSchema = z
  .strictObject({
    email: emailSchema,
    code: codeSchema.optional(),
    password: typedPasswordSchema.optional(),
    newPassword: passwordSchema.optional().openapi({ description: 'Chosen with a code: for somebody who has forgotten theirs.' }),
    language: languageSchema.optional(),
    cart: z.string().max(100).optional().openapi({ description: 'The id of the visitor’s cart, which becomes one with theirs.' }),
  })
  .superRefine(({ code, password, newPassword }, check) => {
    if ((code === undefined) === (password === undefined))
      check.addIssue({ code: 'custom', path: ['code'], message: 'Give the code that came by mail, or the password.' });
    if (newPassword !== undefined && code === undefined)
      check.addIssue({ code: 'custom', path: ['newPassword'], message: 'A new password is chosen with a code.' });
  });
export type SignIn = z.input<typeof signInSchema>;

/** Shown once more before something that whoever finds a page open must not do. */
export const proofSchema = typedPasswordSchema.openapi({
  description: 'The password, or a code that was asked for by mail.',
  example: '204816',
});

export const newPasswordSchema = z.strictObject({
  newPassword: passwordSchema,
  proof: proofSchema.optional().openapi({ description: 'Not needed where there is no password yet.' }),
});
export const newEmailSchema = z.strictObject({ email: emailSchema, proof: proofSchema, language: languageSchema.optional() });
export const confirmEmailSchema = z.strictObject({ code: codeSchema });
export const eraseSchema = z.strictObject({ proof: proofSchema });

export const changeAccountSchema = z.strictObject({ name: name.optional(), language: language.optional() });
export type ChangeAccount = z.input<typeof changeAccountSchema>;

export const accountSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    language: z.string(),
    hasPassword: z.boolean(),
    since: moment,
  })
  .openapi('CustomerAccount');
export type AccountView = z.output<typeof accountSchema>;

export const signedInSchema = z
  .object({
    token: z.string().openapi({ description: 'For `Authorization: Bearer …`; shown this once.', example: 'customer_…' }),
    expiresAt: moment,
    customer: accountSchema,
    cartId: z.string().nullable().openapi({ description: 'The cart to go on with.' }),
  })
  .openapi('CustomerSignIn');

/** `cookie` is the Set-Cookie line of a browser's session, for who asks with one. */
export type SignInOutcome =
  | (z.output<typeof signedInSchema> & { readonly state: 'ok'; readonly cookie: string })
  | { readonly state: 'refused'; readonly message: string };

export const sessionSchema = z
  .object({
    id: z.string(),
    device: z.string().openapi({ description: 'What it said it is, as browsers do.' }),
    address: z.string(),
    since: moment,
    seenAt: moment.openapi({ format: 'date-time', description: 'To five minutes.' }),
    until: moment,
    isThis: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
  })
  .openapi('CustomerSession');
export type CustomerSessionView = z.output<typeof sessionSchema>;

export const ownAddressSchema = z
  .object({ id: z.string(), address: addressSchema, forShipping: z.boolean(), forBilling: z.boolean() })
  .openapi('CustomerAddress');
export type OwnAddress = z.output<typeof ownAddressSchema>;

export const newAddressSchema = z
  .strictObject({
    address: addressSchema,
    forShipping: z.boolean().optional().openapi({ description: 'Where parcels go when nothing else is said.' }),
    forBilling: z.boolean().optional().openapi({ description: 'What stands on invoices when nothing else is said.' }),
  })
  .openapi('NewCustomerAddress');
export type NewAddress = z.input<typeof newAddressSchema>;
export const changeAddressSchema = newAddressSchema.partial().openapi('CustomerAddressChange');
export type ChangeAddress = z.input<typeof changeAddressSchema>;

export const ownOrderSummarySchema = z
  .object({
    id: z.string(),
    code: z.string().openapi({ example: '7K2MQ4XB9D' }),
    state: z.string(),
    total: moneySchema,
    count: z.int().openapi({ description: 'Units of all lines together.' }),
    placedAt: moment,
  })
  .openapi('CustomerOrder');
export type OwnOrderSummary = z.output<typeof ownOrderSummarySchema>;

export const takeCartSchema = z.strictObject({ cartId: z.string().optional() });

const groupName = z.string().trim().min(1, 'Give the group a name.').max(80, 'Keep the name within 80 characters.');
export const newGroupSchema = z.strictObject({ name: groupName }).openapi('NewCustomerGroup', { example: { name: 'Wholesale' } });
export const groupSchema = z
  .object({ id: z.string(), name: z.string(), count: z.int().openapi({ description: 'How many customers are in it.' }) })
  .openapi('CustomerGroup');
export type CustomerGroupView = z.output<typeof groupSchema>;
export const groupsOfCustomerSchema = z.strictObject({ groupIds: z.array(idSchema).max(MOST_GROUPS, `At most ${MOST_GROUPS} groups.`) });

export const listCustomersSchema = pageInputSchema.extend({
  search: z.string().trim().max(200).optional().openapi({ description: 'A part of the name or of the mail.' }),
  groupId: idSchema.optional(),
});
export type ListCustomers = Partial<z.output<typeof listCustomersSchema>>;

export const customerSummarySchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    verified: z.boolean().openapi({ description: 'Whether they have shown that the mail is theirs.' }),
    createdAt: moment,
    orders: z.int(),
    value: z.array(moneySchema).openapi({ description: 'What was paid and not given back, one sum of each currency.' }),
  })
  .openapi('CustomerSummary');
export type CustomerSummary = z.output<typeof customerSummarySchema>;

export const customerSchema = customerSummarySchema
  .extend({
    language: z.string(),
    note: z.string(),
    erasedAt: moment.nullable(),
    groups: z.array(z.object({ id: z.string(), name: z.string() })),
    addresses: z.array(ownAddressSchema),
    lastOrders: z.array(ownOrderSummarySchema).openapi({ description: 'The latest ten.' }),
  })
  .openapi('Customer');
export type CustomerView = z.output<typeof customerSchema>;

export const newCustomerSchema = z
  .strictObject({ email: emailSchema, name: name.optional(), language: language.optional(), note: note.optional() })
  .openapi('NewCustomer', { example: { email: 'ada@example.com', name: 'Ada Conti' } });
export type NewCustomer = z.input<typeof newCustomerSchema>;

export const changeCustomerSchema = z
  .strictObject({ name: name.optional(), language: language.optional(), note: note.optional() })
  .openapi('CustomerChange');
export type ChangeCustomer = z.input<typeof changeCustomerSchema>;
