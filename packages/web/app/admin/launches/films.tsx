import { SHAPES, type Shape } from '@bottega/contracts';
import { Check, Download, Hand, Hourglass, LoaderCircle, type LucideIcon, OctagonAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { Film } from '../../parts/film.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Pill, type PillLook } from '../../parts/pill.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import type { LaunchView } from '../types.ts';
import { CaptionFiles } from './caption-files.tsx';
import { FILM_PLATES } from './film-plates.ts';
import { type FilmState, filmState } from './film-state.ts';

const PILLS: Readonly<Record<FilmState, { look: PillLook; icon: LucideIcon }>> = {
  ready: { look: 'ok', icon: Check },
  rendering: { look: 'live', icon: LoaderCircle },
  waiting: { look: 'plain', icon: Hourglass },
  held: { look: 'warn', icon: Hand },
  stopped: { look: 'bad', icon: OctagonAlert },
};

/** On a phone the wide film has a row of its own; below it the square and the tall one are of one height. */
const PLACES: Readonly<Record<Shape, string>> = { '16:9': 'max-xl:col-span-2', '9:16': 'max-xl:order-last', '1:1': 'xl:max-w-80' };

/** The three films, each as far as it is, and their caption files. */
export function Films({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const formats = useFormats();
  const facts = t('launch.filmFacts', { seconds: launch.seconds, languages: launch.languages.map(formats.language).join(t('list.comma')) });
  return (
    <Section title={t('launch.films')} aside={<span className="text-12 text-ink-2">{facts}</span>}>
      <div className="grid grid-cols-[16fr_9fr] gap-x-4 gap-y-5 xl:grid-cols-[20rem_11.25rem_minmax(0,1fr)]">
        {SHAPES.map((shape) => (
          <FilmTile key={shape} launch={launch} shape={shape} />
        ))}
      </div>
      {launch.captions.length > 0 && <CaptionFiles captions={launch.captions} />}
    </Section>
  );
}

function FilmTile({ launch, shape }: { launch: LaunchView; shape: Shape }) {
  const t = useMessages();
  const formats = useFormats();
  const state = filmState(launch, shape);
  const video = launch.videos.find((candidate) => candidate.shape === shape);
  return (
    <figure className={PLACES[shape]}>
      <div className={`plate rounded-2 ${FILM_PLATES[shape]} ${video ? '' : 'grid place-items-center border border-dashed border-edge'}`}>
        {video ? (
          <Film film={{ ...video, captions: captionsOf(launch) }} title={`${launch.name}, ${shape}`} />
        ) : (
          <Unmade launch={launch} state={state} />
        )}
      </div>
      <figcaption className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="font-semibold" dir="ltr">
          {shape}
        </b>
        <Pill {...PILLS[state]}>{t(`launch.film.${state}`)}</Pill>
        {video && (
          <bdi className="text-12 text-ink-2">
            {video.width}×{video.height}, {formats.bytes(video.bytes)}
          </bdi>
        )}
      </figcaption>
      {video && <GetFilm video={video} />}
    </figure>
  );
}

/** The tracks of a player: it reads VTT only. */
const captionsOf = (launch: LaunchView) => launch.captions.filter((caption) => caption.format === 'vtt');

function GetFilm({ video }: { video: LaunchView['videos'][number] }) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <a href={path(video.url)} download className={buttonClass({ look: 'quiet', size: 'small', className: '-ms-2 mt-1' })}>
      <Download className="i" />
      <span>
        {t('launch.getIt')}
        <span className="sr-only"> · {video.shape}</span>
      </span>
    </a>
  );
}

function Unmade({ launch, state }: { launch: LaunchView; state: FilmState }) {
  const t = useMessages();
  const formats = useFormats();
  const step = launch.steps.find(({ name }) => name === 'films');
  if (state !== 'rendering' || !step) {
    const { icon: Icon } = PILLS[state];
    return (
      <span className={state === 'stopped' ? 'text-bad' : 'text-ink-2'}>
        <Icon className="i i-20" />
      </span>
    );
  }
  return (
    <>
      {launch.photo && (
        <Picture picture={launch.photo} alt="" sizes="20rem" className="absolute inset-0 h-full w-full object-cover opacity-55" />
      )}
      <div className="absolute inset-x-3 bottom-3 rounded-1 bg-sheet px-2.5 py-2">
        <p className="flex justify-between gap-2 text-12">
          {step.note ? <bdi lang="en">{step.note}</bdi> : <span>{t('launch.film.rendering')}</span>}
          <b className="font-semibold">{formats.percent(step.progress)}</b>
        </p>
        <ProgressBar label={t('launch.step.films')} value={step.progress} className="mt-1.5" />
      </div>
    </>
  );
}
