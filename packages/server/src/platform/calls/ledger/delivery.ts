import type { FailureKind } from '@bottega/contracts';

/**
 * How far one effect outside has come. `sending` and `unknown` belong to whoever holds the claim; `unknown` means that it may have happened
 * and that only the service can tell.
 */
export type DeliveryState = 'prepared' | 'sending' | 'accepted' | 'refused' | 'unknown';

type Move = { readonly from: readonly DeliveryState[]; readonly to: DeliveryState };

/** Every move there is. From `unknown` nothing leads to another sending but the service's own word that it has nothing. */
export const DELIVERY_MOVES = {
  claim: { from: ['prepared'], to: 'sending' },
  accept: { from: ['sending', 'unknown'], to: 'accepted' },
  refuse: { from: ['sending'], to: 'refused' },
  release: { from: ['sending'], to: 'prepared' },
  lose: { from: ['sending'], to: 'unknown' },
  clear: { from: ['unknown'], to: 'prepared' },
} as const satisfies Record<string, Move>;

export type DeliveryMove = keyof typeof DELIVERY_MOVES;

/** What a failed sending means: it will never be taken, it was not taken and may be sent again, or nobody knows. */
export const AFTER_FAILURE: Readonly<Record<FailureKind, 'refuse' | 'release' | 'lose'>> = {
  bad_input: 'refuse',
  refused: 'refuse',
  unsupported: 'refuse',
  auth: 'release',
  rate_limited: 'release',
  temporary: 'release',
  unknown_outcome: 'lose',
};

/** What a service says it has under a key: the effect, certainly nothing, or it cannot tell. */
export type ReadBack =
  | { readonly state: 'found'; readonly reference: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unsure' };

/** One effect outside: a post, a refund, a label. */
export type Delivery = {
  /** The workflow's id and the step's name: the same for every try, and for nothing else. */
  readonly key: string;
  /** Whom it is sent to, in a word of ours. */
  readonly service: string;
  /** How long the service may take to show what it has accepted; until then its "nothing" is not believed. */
  readonly showsWithinMs: number;
  /**
   * The service does once what comes twice under one key. What it does not show is then sent again as soon as its sender is gone; to any other
   * service not before the claim is over, as it may still be at work on what a dead process has sent.
   */
  readonly knowsKeys?: true;
  /** Sends it, once; returns the service's own name for it. @throws ProviderError, whose kind tells whether it may have been taken */
  readonly send: (call: { readonly key: string; readonly signal: AbortSignal }) => Promise<string>;
  /** Looks whether the service has it. @throws ProviderError when it cannot be asked */
  readonly readBack: (call: { readonly key: string; readonly signal: AbortSignal }) => Promise<ReadBack>;
};

export type DeliveryResult =
  | { readonly state: 'accepted'; readonly reference: string }
  | { readonly state: 'refused'; readonly reason: string }
  /** The service cannot tell yet: deliver again at that time or later, which looks before it sends. */
  | { readonly state: 'unknown'; readonly lookAgainAt: string };
