import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFormats } from '../formats.ts';
import { CountedField } from '../parts/counted-field.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { useProblem } from '../parts/use-problem.ts';
import type { LaunchView } from '../types.ts';

type Story = LaunchView['stories'][number];
type FilmWordsProps = {
  readonly launch: LaunchView;
  readonly language: string;
  readonly mayEdit: boolean;
  readonly problem: Problem | null;
};

/** What is read and said in the film, scene by scene. Only what an edit touches is filmed again. */
export function FilmWords({ launch, language, mayEdit, problem }: FilmWordsProps) {
  const t = useMessages();
  const formats = useFormats();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(problem, { caption: 'approval.error.caption' });
  const story = launch.stories.find((one) => one.language === language);
  if (!story) return null;
  const isSpoken = language === launch.languages[0];
  return (
    <Section title={t('approval.filmWords')} aside={<span className="text-12 text-ink-2">{formats.language(language)}</span>}>
      <p className="mb-3 max-w-[64ch] text-ink-2">{t(isSpoken ? 'approval.filmWordsMeaning' : 'approval.captionsMeaning')}</p>
      <Form key={`${language} ${story.version}`} method="post" preventScrollReset>
        <fieldset disabled={!mayEdit} className="flex flex-col gap-5">
          <legend className="sr-only">{t('approval.filmWords')}</legend>
          <input type="hidden" name="language" value={language} />
          <input type="hidden" name="version" value={story.version} />
          {story.scenes.map((scene, index) => (
            <SceneFields key={scene.role} launch={launch} scene={scene} number={index + 1} language={language} isSpoken={isSpoken} />
          ))}
        </fieldset>
        {problem && <div className="mt-4">{<Notice look="bad">{said(problem, told, t('approval.conflict'))}</Notice>}</div>}
        {mayEdit && (
          <Button type="submit" name="intent" value="scenes" className="mt-4" disabled={isBusy}>
            {t('approval.saveScenes')}
          </Button>
        )}
      </Form>
    </Section>
  );
}

const said = (problem: Problem, told: ReturnType<typeof useProblem>, conflict: string): string =>
  problem.code === 'conflict' ? conflict : (told.of('caption') ?? told.rest ?? problem.detail);

type SceneFieldsProps = {
  readonly launch: LaunchView;
  readonly scene: Story['scenes'][number];
  readonly number: number;
  readonly language: string;
  readonly isSpoken: boolean;
};

function SceneFields({ launch, scene, number, language, isSpoken }: SceneFieldsProps) {
  const t = useMessages();
  const photo = launch.photos.find(({ id }) => id === scene.pictureId) ?? null;
  return (
    <div className="grid grid-cols-[4rem_minmax(0,1fr)] gap-4">
      <Thumb picture={photo} className="w-16" />
      <div>
        <CountedField
          label={t(`approval.scene.${scene.role}`, { number })}
          name={`caption ${scene.role}`}
          lang={language}
          max={600}
          rows={2}
          value={scene.caption}
          error={undefined}
        />
        {isSpoken && (
          <label className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
            <input type="checkbox" name="speak" value={scene.role} className="size-4 accent-ink" />
            {t('approval.speak')}
          </label>
        )}
        {isSpoken && scene.caption !== scene.narration && (
          <p className="hint" dir="auto">
            {t('approval.heard', { words: scene.narration })}
          </p>
        )}
      </div>
    </div>
  );
}
