import { LoaderCircle } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import { ProgressBar } from './progress-bar.tsx';

type UploadProgressProps = {
  /** How much has been sent, 0 to 1; what is at 1 is being looked at. */
  readonly part: number;
  readonly sending: string;
  readonly checking: string;
  readonly onStop: () => void;
};

/** How much of an upload has left this machine. */
export function UploadProgress({ part, sending, checking, onStop }: UploadProgressProps) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <div className="flex max-w-xl flex-wrap items-center gap-x-4 gap-y-3" aria-live="polite">
      <p className="flex items-center gap-2 font-medium">
        <LoaderCircle className="i spin text-accent" />
        {part < 1 ? sending : checking}
      </p>
      <div className="flex grow basis-60 items-center gap-3">
        <ProgressBar label={sending} value={part} />
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
