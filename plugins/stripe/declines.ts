/** The part of a card error, or of a payment's last error, that says why. */
export type CardTrouble = { readonly code?: string | undefined; readonly decline_code?: string | undefined };

const PLAIN = 'The card was declined. Use another card, or ask your bank.';
const FUNDS = 'The card has not enough money or credit for this. Use another card.';
const EXPIRED = 'The card has expired. Use another card.';
const CVC = 'The security code of the card is not right. Check the three or four digits, and try again.';
const NUMBER = 'The number of the card is not right. Check it, and try again.';
const DATE = 'The expiry date of the card is not right. Check it, and try again.';
const ADDRESS = 'The bank does not know the card under this address. Check the address and the postal code, and try again.';
const CONFIRM = 'Your bank wants you to confirm the payment. Try again, and confirm it there.';
const UNCONFIRMED = 'Your bank could not confirm that it was you. Try again, or use another card.';
const AGAIN = 'The bank could not be reached just now. Wait a minute, and try again.';
const UNFIT = 'The bank does not let this card pay for this. Use another card, or ask your bank.';
const LIMIT = 'The card has reached a limit that your bank set. Use another card, or ask your bank.';
const TWICE = 'The bank has just seen the same payment. Look whether it went through before you try again.';

/**
 * What the buyer is told, by Stripe's decline codes and error codes. Lost, stolen and suspected cards are told like any other, as Stripe
 * asks for: whoever holds the card may be the thief.
 * Source: the codes in the types of the SDK, and Stripe's list of decline codes as others have reprinted it.
 */
export const SENTENCES: Readonly<Record<string, string>> = {
  insufficient_funds: FUNDS,
  withdrawal_count_limit_exceeded: LIMIT,
  card_velocity_exceeded: LIMIT,
  card_decline_rate_limit_exceeded: 'The card was declined too often today. Use another card.',
  expired_card: EXPIRED,
  expired_payment_method: EXPIRED,
  incorrect_cvc: CVC,
  invalid_cvc: CVC,
  incorrect_number: NUMBER,
  invalid_number: NUMBER,
  invalid_expiry_month: DATE,
  invalid_expiry_year: DATE,
  incorrect_address: ADDRESS,
  incorrect_zip: ADDRESS,
  incorrect_postal_code: ADDRESS,
  authentication_required: CONFIRM,
  authentication_not_handled: CONFIRM,
  authentication_failure: UNCONFIRMED,
  payment_intent_authentication_failure: UNCONFIRMED,
  processing_error: AGAIN,
  issuer_not_available: AGAIN,
  reenter_transaction: AGAIN,
  try_again_later: AGAIN,
  approve_with_id: AGAIN,
  duplicate_transaction: TWICE,
  card_not_supported: UNFIT,
  currency_not_supported: UNFIT,
  not_permitted: UNFIT,
  service_not_allowed: UNFIT,
  transaction_not_allowed: UNFIT,
  invalid_amount: UNFIT,
  generic_decline: PLAIN,
  do_not_honor: PLAIN,
  call_issuer: PLAIN,
  fraudulent: PLAIN,
  lost_card: PLAIN,
  stolen_card: PLAIN,
  pickup_card: PLAIN,
  restricted_card: PLAIN,
  merchant_blacklist: PLAIN,
  security_violation: PLAIN,
};

/** A sentence for the buyer, with the remedy. A decline code says more than the error's code. */
export const sentenceFor = ({ decline_code, code }: CardTrouble): string => SENTENCES[decline_code ?? ''] ?? SENTENCES[code ?? ''] ?? PLAIN;
