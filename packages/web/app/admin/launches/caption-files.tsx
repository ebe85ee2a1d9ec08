import { Captions } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import type { LaunchView } from '../types.ts';

type CaptionFile = LaunchView['captions'][number];

/** The caption files to take away, by language. */
export function CaptionFiles({ captions }: { captions: readonly CaptionFile[] }) {
  const t = useMessages();
  const formats = useFormats();
  const byLanguage = Map.groupBy(captions, (caption) => caption.language);
  return (
    <div className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-2">
      <h3 className="flex items-center gap-2 font-medium">
        <Captions className="i" />
        {t('launch.captions')}
      </h3>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {[...byLanguage].map(([language, files]) => (
          <li key={language} className="flex items-center gap-2">
            <span className="text-ink-2">{formats.language(language)}</span>
            {files.map((file) => (
              <CaptionLink key={file.format} file={file} language={formats.language(language)} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function CaptionLink({ file, language }: { file: CaptionFile; language: string }) {
  const path = useShopPath();
  const format = file.format.toUpperCase();
  return (
    <a className="link py-1" href={path(file.url)} download aria-label={`${language} ${format}`}>
      {format}
    </a>
  );
}
