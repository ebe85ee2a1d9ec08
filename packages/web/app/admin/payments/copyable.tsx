import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';

/** An address to be entered elsewhere. Without scripts it is there to be marked and copied by hand. */
export function Copyable({ label, hint, text }: { label: string; hint: string; text: string }) {
  const t = useMessages();
  const isHydrated = useHydrated();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd className="flex flex-wrap items-center gap-3">
        <code className="min-w-0 wrap-anywhere select-all" dir="ltr">
          {text}
        </code>
        {isHydrated && (
          <Button look="quiet" size="small" onClick={() => void copy()} aria-label={t('payments.copy', { what: label })}>
            {isCopied ? <Check className="i" /> : <Copy className="i" />}
          </Button>
        )}
        <span role="status" className="sr-only">
          {isCopied && t('payments.copied')}
        </span>
      </dd>
      <dd className="hint">{hint}</dd>
    </div>
  );
}
