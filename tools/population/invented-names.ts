/** Beginnings and ends of names for times that left none. No language is meant. */
const BEGINNINGS = ['A', 'Ba', 'Da', 'E', 'Ga', 'Ha', 'I', 'Ka', 'La', 'Ma', 'Na', 'O', 'Ra', 'Sa', 'Ta', 'U', 'Wa', 'Ya'];
const ENDS = ['bu', 'dan', 'ga', 'hun', 'ka', 'lo', 'mar', 'na', 'ro', 'shi', 'ta', 'ur', 'wen', 'zu'];

/** Names of three syllables, in an order that mixes beginnings. */
export const inventedNames = (middles: readonly string[]): string[] =>
  middles.flatMap((middle) => BEGINNINGS.flatMap((beginning) => ENDS.map((end) => `${beginning}${middle}${end}`)));
