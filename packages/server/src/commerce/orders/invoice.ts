import type { TaxNumber } from '#platform';
import type { Address } from '../carts/cart.ts';

export type InvoiceKind = 'invoice' | 'credit_note';

/** A line of an invoice, or what a credit note gives back of one. Amounts are minor units. */
export type InvoiceLine = {
  readonly title: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitAmount: number;
  readonly discount: number;
  /** After the discount; with the tax in it where prices include it. */
  readonly total: number;
  readonly taxBps: number;
  readonly tax: number;
};

/** All that an invoice or a credit note says, as it was on the day: what changes later changes nothing in it. */
export type InvoiceDocument = {
  /** BCP 47, the language of the order. */
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly issuedAt: string;
  readonly placedAt: string;
  readonly orderCode: string;
  readonly orderNumber: number | null;
  readonly seller: {
    readonly name: string;
    readonly address: string;
    readonly email: string;
    readonly phone: string;
    readonly taxNumbers: readonly TaxNumber[];
  };
  readonly buyer: { readonly email: string; readonly billing: Address; readonly goesTo: Address };
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly InvoiceLine[];
  readonly subtotal: number;
  readonly discount: number;
  readonly shippingName: string;
  /** After its discount. */
  readonly shipping: number;
  /** By rate, without the tax and the tax alone. */
  readonly taxes: readonly { readonly bps: number; readonly base: number; readonly tax: number }[];
  readonly tax: number;
  readonly total: number;
  /** What gift cards and credit paid; of a credit note, what went back there. */
  readonly credit: number;
  /** Whether people moved the money by a bank transfer, and whether none moved at all: a company's test mode. */
  readonly isTransfer: boolean;
  readonly isTest: boolean;
  /** What a credit note is about; null for an invoice. */
  readonly corrects: {
    readonly number: number;
    readonly issuedAt: string;
    /** The units that the money is for; none for a sum that a person named. */
    readonly units: readonly { readonly title: string; readonly quantity: number }[];
  } | null;
};
