// A door of its own to the errors, `#errors`, for commands that need nothing else of the ground: `#platform` loads all of it.
export { BottegaError, toBottegaError, toCliText, toProblemJson } from './bottega-error.ts';
export { ERRORS } from './catalogue.ts';
