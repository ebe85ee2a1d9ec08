import { Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../i18n/use-messages.tsx';
import { useShopPath } from '../use-page.ts';
import { useHydrated } from './use-hydrated.ts';

/** As the server's ProductFilm; addresses are relative to the shop, `seconds` is the length. */
type FilmFiles = {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly posterUrl: string | null;
  readonly captions: readonly { readonly language: string; readonly url: string }[];
};

/** A captioned film. Nothing is fetched but the poster until someone plays it; without JavaScript the browser's own controls do. */
export function Film({ film, title }: { film: FilmFiles; title: string }) {
  const t = useMessages();
  const path = useShopPath();
  const video = useRef<HTMLVideoElement>(null);
  const [hasStarted, setStarted] = useState(false);
  const hydrated = useHydrated();
  const label = t('film.label', { title, seconds: Math.round(film.seconds) });
  const isWaiting = hydrated && !hasStarted;

  // The button that had the keyboard's focus is gone; the film's own controls take it on.
  useEffect(() => {
    if (hasStarted) video.current?.focus();
  }, [hasStarted]);

  function play() {
    setStarted(true);
    // Refused only where the browser forbids playing; its controls are then in place.
    video.current?.play().catch(() => {});
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the tracks come from the film's captions below */}
      <video
        ref={video}
        controls={!isWaiting}
        preload="none"
        playsInline
        width={film.width}
        height={film.height}
        poster={film.posterUrl === null ? undefined : path(film.posterUrl)}
        aria-label={label}
      >
        <source src={path(film.url)} type="video/mp4" />
        {film.captions.map(({ language, url }) => (
          <track key={language} kind="captions" srcLang={language} label={languageName(language)} src={path(url)} />
        ))}
      </video>
      {isWaiting && (
        <>
          {/* In the corner that the posters' titles leave free; films are not mirrored, so neither is this. */}
          <button type="button" dir="ltr" className="absolute inset-0 grid place-items-start p-3" aria-label={label} onClick={play}>
            <span className="play lg:size-14">
              <Play className="i i-20" />
            </span>
          </button>
          <span
            dir="ltr"
            className="pointer-events-none absolute right-3 top-3 rounded-1 bg-film-plate px-2 text-14 text-film"
            aria-hidden="true"
          >
            {clock(film.seconds)}
          </span>
        </>
      )}
    </>
  );
}

/** A language's name in that language: "English", "العربية". */
const languageName = (code: string): string => new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;

/** 32 seconds as "0:32". */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
