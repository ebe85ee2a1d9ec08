import type { ModerationFinding, ModerationSubject } from '@bottega/contracts';
import { type Ctx, keepEvidence, pictureMasterPath, queueForReview } from '#platform';
import { listCopy } from '../copy/write-copy.ts';
import { listScenePictures } from '../pictures/frame-scenes.ts';
import { getStory } from '../stories/write-story.ts';

/** What the gate said: empty findings let the film be made. */
export type Verdict = { readonly provider: string; readonly judged: number; readonly findings: readonly ModerationFinding[] };

/** Judges every text and picture of a subject before it is filmed or published; each finding goes into the review queue. */
export async function moderate(
  ctx: Ctx,
  input: { subjectId: string; pictureIds: readonly string[]; languages: readonly string[]; name: string; notes: string },
): Promise<Verdict> {
  const subjects = [...(await collectTexts(ctx, input)), ...(await collectPictures(ctx, input))];
  return ctx.providers.ask(
    'moderation',
    { signal: ctx.signal },
    (judge, call) => judge.judge(subjects, call),
    async ({ provider, made }) => {
      await keepEvidence(ctx, { subjectId: input.subjectId, asset: 'moderation', provider, made });
      for (const { where, rule, reason, excerpt } of made.value.findings) {
        await queueForReview(ctx, { subject: where, subjectId: input.subjectId, rule, reason, excerpt });
      }
      return { provider, judged: subjects.length, findings: made.value.findings };
    },
  );
}

async function collectTexts(
  ctx: Ctx,
  input: { subjectId: string; languages: readonly string[]; name: string; notes: string },
): Promise<ModerationSubject[]> {
  const [language = 'en'] = input.languages;
  const texts: ModerationSubject[] = [{ type: 'text', text: `${input.name}\n${input.notes}`, language, where: 'what you told us' }];
  for (const copy of await listCopy(ctx, input.subjectId)) {
    const text = [copy.title, copy.description, copy.hashtags.join(' '), copy.tags.join(', '), copy.altText].filter(Boolean).join('\n');
    texts.push({ type: 'text', text, language: copy.language, where: `the text for ${copy.channel} (${copy.language})` });
  }
  for (const spoken of input.languages) {
    const { scenes } = await getStory(ctx, input.subjectId, spoken);
    for (const [index, { narration, card }] of scenes.entries()) {
      texts.push({ type: 'text', text: `${narration}\n${card}`, language: spoken, where: `scene ${index + 1} of the film (${spoken})` });
    }
  }
  return texts;
}

/** The photos, and what was drawn anew. A part of a photo says nothing that the whole does not, and misleads: close to, leather is skin. */
async function collectPictures(ctx: Ctx, input: { subjectId: string; pictureIds: readonly string[] }): Promise<ModerationSubject[]> {
  const masters = await Promise.all(input.pictureIds.map((id) => pictureMasterPath(ctx, id)));
  const photos = masters.map((path, index): ModerationSubject => ({ type: 'image', path, where: `photo ${index + 1}` }));
  const scenes = [...(await listScenePictures(ctx, input.subjectId)).values()].filter(({ details }) => !details.fromPhoto);
  return [...photos, ...scenes.map(({ path, name }): ModerationSubject => ({ type: 'image', path, where: `the picture for "${name}"` }))];
}
