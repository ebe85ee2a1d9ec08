import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { AddPhotos } from '../parts/add-photos.tsx';
import { Thumb } from '../parts/thumb.tsx';
import type { LaunchView } from '../types.ts';
import { MOST_PHOTOS } from './photo-types.ts';

type LaunchPhotosProps = { readonly launch: LaunchView; readonly mayEdit: boolean };

/** The photos of a launch, which scene shows which, and more of them. */
export function LaunchPhotos({ launch, mayEdit }: LaunchPhotosProps) {
  const t = useMessages();
  const [story] = launch.stories;
  return (
    <Section
      title={t('approval.photos')}
      aside={<span className="text-12 text-ink-2">{t('launch.count', { count: launch.photos.length, max: MOST_PHOTOS })}</span>}
    >
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-4">
        {launch.photos.map((photo, index) => (
          <li key={photo.id}>
            <Thumb picture={photo} className="" />
            <p className="mt-1 text-12 text-ink-2">{t('approval.photo', { number: index + 1 })}</p>
          </li>
        ))}
      </ol>
      {mayEdit && launch.photos.length > 1 && story && <ScenePhotos launch={launch} scenes={story.scenes} />}
      {mayEdit && launch.photos.length < MOST_PHOTOS && (
        <AddPhotos address={`/api/v1/launches/${launch.launchId}/photos`} label={t('approval.addPhotos')} />
      )}
    </Section>
  );
}

function ScenePhotos({ launch, scenes }: { launch: LaunchView; scenes: LaunchView['stories'][number]['scenes'] }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <ul className="mt-5 grid gap-x-6 gap-y-3 sm:grid-cols-2">
      {scenes.map(({ role, pictureId }, at) => (
        <li key={role}>
          <Form method="post" preventScrollReset className="flex items-end gap-2">
            <input type="hidden" name="scene" value={role} />
            <label className="grow">
              <span className="label">{t(`approval.scene.${role}`, { number: at + 1 })}</span>
              <select key={pictureId} name="pictureId" className="input" defaultValue={pictureId}>
                {launch.photos.map(({ id }, index) => (
                  <option key={id} value={id}>
                    {t('approval.photo', { number: index + 1 })}
                  </option>
                ))}
              </select>
            </label>
            <Button type="submit" name="intent" value="photo" disabled={isBusy}>
              {t('approval.show')}
              <span className="sr-only"> · {t(`approval.scene.${role}`, { number: at + 1 })}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
