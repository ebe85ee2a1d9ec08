/**
 * Gender is a field of its own beside sex. Of a hundred thousand, 140 are non-binary and 190 transgender, as Statistics Canada
 * found among people of 15 and more (census of 2021, The Daily of 27 April 2022); the only census that asked both by then. The
 * kernel draws by the same shares.
 */
export const GENDERS = ['male', 'female', 'non-binary'];

/** What a census counts. */
export const SEXES = ['male', 'female'];
