import type { ModerationSubject } from '@bottega/contracts';
import { type Ctx, keepEvidence, pictureMasterPath, type ReviewItem, type ReviewPlace, settleFindings } from '#platform';
import { listCopy } from '../copy/copy.store.ts';
import { listScenePictures } from '../pictures/frame-scenes.ts';
import { getStory } from '../stories/write-story.ts';

/** What the gate said: empty findings let the film be made. What a person has allowed is none. */
export type Verdict = { readonly provider: string; readonly judged: number; readonly findings: readonly ReviewItem[] };

/** What is judged, with its place in the subject. */
type Judged = ModerationSubject & { readonly place: ReviewPlace };

/**
 * Judges every text and picture of a subject before it is filmed or published; each finding goes into the review queue, and a
 * finding of before that is there no longer leaves it.
 */
export async function moderate(
  ctx: Ctx,
  input: { subjectId: string; pictureIds: readonly string[]; languages: readonly string[]; name: string; notes: string },
): Promise<Verdict> {
  const subjects = [...(await collectTexts(ctx, input)), ...(await collectPictures(ctx, input))];
  return ctx.providers.ask(
    'moderation',
    { signal: ctx.signal },
    (judge, call) =>
      judge.judge(
        subjects.map(({ place: _, ...subject }) => subject),
        call,
      ),
    async ({ provider, made }) => {
      await keepEvidence(ctx, { subjectId: input.subjectId, asset: 'moderation', provider, made });
      const found = made.value.findings.map(({ where, ...finding }) => {
        const place = subjects.find((subject) => subject.where === where)?.place;
        return { subject: where, ...finding, ...(place ? { place } : {}) };
      });
      return { provider, judged: subjects.length, findings: await settleFindings(ctx, input.subjectId, found) };
    },
  );
}

async function collectTexts(
  ctx: Ctx,
  input: { subjectId: string; languages: readonly string[]; name: string; notes: string },
): Promise<Judged[]> {
  const [language = 'en'] = input.languages;
  const told = { text: `${input.name}\n${input.notes}`, where: 'what you told us', place: { kind: 'told' } };
  const texts: Judged[] = [{ type: 'text', language, ...told }];
  for (const copy of await listCopy(ctx, input.subjectId)) {
    const text = [copy.title, copy.description, copy.hashtags.join(' '), copy.tags.join(', '), copy.altText].filter(Boolean).join('\n');
    const { channel, language: written } = copy;
    const where = `the text for ${channel} (${written})`;
    texts.push({ type: 'text', text, language: written, where, place: { kind: 'copy', channel, language: written } });
  }
  for (const spoken of input.languages) {
    const { scenes } = await getStory(ctx, input.subjectId, spoken);
    for (const [index, { narration, caption = '', card }] of scenes.entries()) {
      const text = [narration, caption, card].filter(Boolean).join('\n');
      const where = `scene ${index + 1} of the film (${spoken})`;
      texts.push({ type: 'text', text, language: spoken, where, place: { kind: 'scene', number: index + 1, language: spoken } });
    }
  }
  return texts;
}

/** The photos, and what was drawn anew. A part of a photo says nothing that the whole does not, and misleads: close to, leather is skin. */
async function collectPictures(ctx: Ctx, input: { subjectId: string; pictureIds: readonly string[] }): Promise<Judged[]> {
  const masters = await Promise.all(input.pictureIds.map((id) => pictureMasterPath(ctx, id)));
  const photos = masters.map(
    (path, index): Judged => ({ type: 'image', path, where: `photo ${index + 1}`, place: { kind: 'photo', number: index + 1 } }),
  );
  const scenes = [...(await listScenePictures(ctx, input.subjectId)).values()].filter(({ details }) => !details.fromPhoto);
  const drawn = scenes.map(
    ({ path, name }): Judged => ({ type: 'image', path, where: `the picture for "${name}"`, place: { kind: 'picture', scene: name } }),
  );
  return [...photos, ...drawn];
}
