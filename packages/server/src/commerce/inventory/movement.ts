/** Why what is on hand has changed: counted by a person, came in, was sent, came back, was lost, was damaged, went to another place. */
export const MOVEMENT_REASONS = ['counted', 'received', 'sent', 'returned', 'lost', 'damaged', 'moved'] as const;
export type MovementReason = (typeof MOVEMENT_REASONS)[number];
