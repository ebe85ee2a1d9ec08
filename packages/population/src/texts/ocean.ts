import { below, drawBits } from '../hash.ts';

/** The five factors of personality, each 0 to 100. */
export const TRAITS = ['openness', 'conscientiousness', 'extraversion', 'agreeableness', 'neuroticism'] as const;
export type Trait = (typeof TRAITS)[number];

/** How many even draws are added: the sum of four is nearly normal, around 50 with a deviation of 14. */
const DRAWS = 4;

/** A person's score. Traits are drawn apart from one another, and from all other fields. */
export function oceanScore(trait: Trait, low: number, high: number): number {
  const first = 50 + TRAITS.indexOf(trait) * DRAWS;
  let sum = 0;
  for (let draw = 0; draw < DRAWS; draw++) sum += below(drawBits(low, high, first + draw), 26);
  return sum;
}
