import { renderApiPage } from './api.ts';
import { renderCliPage } from './cli.ts';
import { renderPermissionsPage } from './permissions.ts';

/** The pages that are made from the program, by their path from the repository's root. */
export const REFERENCES: Readonly<Record<string, () => string>> = {
  'docs/reference/api.md': renderApiPage,
  'docs/reference/cli.md': renderCliPage,
  'docs/reference/permissions.md': renderPermissionsPage,
};
