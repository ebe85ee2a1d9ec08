import { FREE, OWN_WORK, type TextLimits } from '@bottega/contracts';
import { z } from '@hono/zod-openapi';
import { BottegaError, type Ctx, inTransaction, keepEvidence, readInput } from '#platform';
import { findCopyProblems } from './check-copy.ts';
import { type KeptCopy, listCopy, replaceCopy } from './copy.store.ts';

/** Whose work a text is that somebody of the shop wrote. */
export const PERSON = 'person';

const text = (max: number) => z.string().trim().max(max, `Keep this within ${max} characters.`);
const words = z.array(z.string().trim().min(1).max(100)).max(60);

export const copyChangeSchema = z
  .object({
    version: z.int().min(1).openapi({ description: 'The version that was read; another one by now is refused with 409.' }),
    title: text(1_000).optional(),
    description: text(65_000).optional(),
    hashtags: words.optional(),
    tags: words.optional(),
    altText: text(500).optional(),
    seoTitle: text(200).optional(),
    seoDescription: text(500).optional(),
  })
  .openapi('CopyChange', { example: { version: 1, title: 'A walnut bowl, turned from one block' } });
export type CopyChange = z.input<typeof copyChangeSchema>;

/**
 * Changes what is given of one text, inside the channel's limits. It is the shop's own work from then on.
 * @throws BottegaError not_found, conflict for another version, invalid_input with the fields outside the limits.
 */
export async function editCopy(
  ctx: Ctx,
  input: { subjectId: string; channel: string; language: string; limits: TextLimits; change: CopyChange },
): Promise<KeptCopy> {
  const { subjectId, channel, language } = input;
  const { version, ...change } = readInput(copyChangeSchema, input.change);
  const kept = (await listCopy(ctx, subjectId)).find((copy) => copy.channel === channel && copy.language === language);
  if (!kept) throw new BottegaError('not_found', `There is no text for ${channel} in ${language}.`);
  const edited = { ...kept, ...withoutUndefined(change), provider: PERSON };
  const problems = findCopyProblems(edited, input.limits);
  if (problems.length > 0) throw new BottegaError('invalid_input', problems.map(({ message }) => message).join(' '), { problems });
  await inTransaction(ctx, async (tx) => {
    if (!(await replaceCopy(tx, subjectId, edited, version))) throw wasChanged(kept.version);
    const made = { cost: FREE, evidence: { licence: OWN_WORK } };
    await keepEvidence(tx, { subjectId, asset: `copy ${channel} ${language}`, provider: PERSON, made });
  });
  return { ...edited, version: version + 1 };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };
const withoutUndefined = <T extends object>(value: T): Given<T> =>
  Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as Given<T>;

export const wasChanged = (version: number): BottegaError =>
  new BottegaError('conflict', `Somebody has changed this in the meantime: it is at version ${version}. Load it again and decide anew.`);
