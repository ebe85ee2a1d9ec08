/**
 * One thing that was looked at; `advice` is what to do when it is not well. What is `note` is well, and worth a thought all the same: its
 * advice is shown too.
 */
export type Finding = {
  readonly name: string;
  readonly well: boolean;
  readonly note?: true;
  readonly found: string;
  readonly advice?: string;
};
