import { LoaderCircle } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';

/** How much of the photos has been sent. `part` is 0 to 1. */
export function UploadProgress({ part, onStop }: { part: number; onStop: () => void }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <div className="flex max-w-xl flex-wrap items-center gap-x-4 gap-y-3" aria-live="polite">
      <p className="flex items-center gap-2 font-medium">
        <LoaderCircle className="i spin text-accent" />
        {part < 1 ? t('form.sending') : t('form.checking')}
      </p>
      <div className="flex grow basis-60 items-center gap-3">
        <ProgressBar label={t('form.sending')} value={part} />
        <span className="w-10 text-end text-12 text-ink-2" aria-hidden="true">
          {formats.percent(part)}
        </span>
      </div>
      <Button look="quiet" onClick={onStop}>
        {t('form.stop')}
      </Button>
    </div>
  );
}
