/** How a test card behaves. The words for the page stand in page-words.ts under the same id. */
export type TestCard = {
  readonly id: CardId;
  readonly number: string;
  /** The bank asks the buyer before it decides. */
  readonly asksBank?: boolean;
  readonly decline?: { readonly code: string; readonly decline_code?: string; readonly message: string };
  /** What happens later to a payment that went well. */
  readonly later?: 'dispute' | 'refund_pending' | 'refund_fails';
};

export type CardId =
  | 'approved'
  | 'bank'
  | 'funds'
  | 'declined'
  | 'expired'
  | 'cvc'
  | 'processing'
  | 'suspected'
  | 'dispute'
  | 'refund-pending'
  | 'refund-fails';

const declined = (decline_code: string, message: string) => ({ code: 'card_declined', decline_code, message }) as const;

/** Numbers that Stripe publishes for trying things. No bank has issued them. */
export const TEST_CARDS: readonly TestCard[] = [
  { id: 'approved', number: '4242424242424242' },
  { id: 'bank', number: '4000002500003155', asksBank: true },
  { id: 'funds', number: '4000000000009995', decline: declined('insufficient_funds', 'Your card has insufficient funds.') },
  { id: 'declined', number: '4000000000000002', decline: declined('generic_decline', 'Your card was declined.') },
  {
    id: 'expired',
    number: '4000000000000069',
    decline: { code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    id: 'cvc',
    number: '4000000000000127',
    decline: { code: 'incorrect_cvc', decline_code: 'incorrect_cvc', message: 'Your card’s security code is incorrect.' },
  },
  {
    id: 'processing',
    number: '4000000000000119',
    decline: { code: 'processing_error', decline_code: 'processing_error', message: 'An error occurred while processing your card.' },
  },
  { id: 'suspected', number: '4100000000000019', decline: declined('fraudulent', 'Your card was declined.') },
  { id: 'dispute', number: '4000000000000259', later: 'dispute' },
  { id: 'refund-pending', number: '4000000000007726', later: 'refund_pending' },
  { id: 'refund-fails', number: '4000000000005126', later: 'refund_fails' },
];

export const cardOf = (id: string | null): TestCard | undefined => TEST_CARDS.find((card) => card.id === id);
