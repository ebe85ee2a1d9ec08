import type { CallContext, Made, Provider } from './provider.ts';

/** One thing to be judged before it may go into a film or out to a channel. */
export type ModerationSubject =
  | { readonly type: 'text'; readonly text: string; readonly language: string; readonly where: string }
  | { readonly type: 'image'; readonly path: string; readonly where: string };

/** `rule` is a stable id such as `contact-details`; `reason` is a sentence for the person who reviews it. */
export type ModerationFinding = { readonly where: string; readonly rule: string; readonly reason: string; readonly excerpt: string };

/** Empty findings mean that everything passed. */
export type ModerationVerdict = { readonly findings: readonly ModerationFinding[] };

export type ModerationProvider = Provider & {
  readonly kind: 'moderation';
  judge(subjects: readonly ModerationSubject[], call: CallContext): Promise<Made<ModerationVerdict>>;
};
