/** Why what is on hand has changed: a person counted it, goods came in, were sent, came back, were lost, went to another place. */
export const MOVEMENT_REASONS = ['counted', 'received', 'sent', 'returned', 'lost', 'moved'] as const;
export type MovementReason = (typeof MOVEMENT_REASONS)[number];
