import { Check, X } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import type { Translate } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Pill } from '../../parts/pill.tsx';
import { usePage } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { CountedField } from '../parts/counted-field.tsx';
import type { ReviewItem } from '../types.ts';
import { KNOWN_RULES } from './known-rules.ts';

type ReviewItemsProps = {
  readonly items: readonly ReviewItem[];
  readonly mayDecide: boolean;
  /** Where what it was found in is shown; absent on that page itself. */
  readonly hrefOf?: (item: ReviewItem) => string;
  /** The finding whose decision was refused, and why. */
  readonly refused?: { readonly id: string; readonly message: string } | null | undefined;
};

/** Findings, each with what it is about and, for who may, the two ways to decide. */
export function ReviewItems({ items, mayDecide, hrefOf, refused }: ReviewItemsProps) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id} className="border-b border-line py-3">
          <Finding item={item} href={hrefOf?.(item)} />
          {item.state === 'open' && mayDecide && <Decide item={item} error={refused?.id === item.id ? refused.message : undefined} />}
        </li>
      ))}
    </ul>
  );
}

function Finding({ item, href }: { item: ReviewItem; href: string | undefined }) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = usePage();
  const isKnown = KNOWN_RULES.some((rule) => rule === item.rule);
  const reason = isKnown && language !== 'en' ? t(`review.reason.${item.rule}` as Parameters<Translate>[0]) : item.reason;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium" dir="auto">
          {reason}
        </span>
        {item.decision && (
          <Pill look={item.decision === 'refused' ? 'bad' : 'ok'} icon={item.decision === 'refused' ? X : Check}>
            {t(`review.decision.${item.decision}`)}
          </Pill>
        )}
      </p>
      <blockquote className="mt-1 rounded-1 bg-felt px-3 py-2 wrap-anywhere" dir="auto">
        {item.excerpt}
      </blockquote>
      <p className="mt-1 text-12 text-ink-2">
        {placeOf(item, t, formats.language)} · {t('launch.rule', { rule: item.rule })} · {formats.moment(item.createdAt)}
        {href && (
          <>
            {' · '}
            <Link className="link" to={href}>
              {t('review.toLaunch')}
            </Link>
          </>
        )}
      </p>
      {item.note && (
        <p className="mt-1 text-13 text-ink-2" dir="auto">
          {item.note}
        </p>
      )}
    </>
  );
}

/** Where it stands, in the reader's language; as it was written down where its place is not known. */
function placeOf({ place, subject }: ReviewItem, t: Translate, languageName: (code: string) => string): string {
  if (place?.kind === 'copy')
    return t('review.place.copy', { channel: place.channel ?? '', language: languageName(String(place.language)) });
  if (place?.kind === 'scene')
    return t('review.place.scene', { number: place.number ?? 0, language: languageName(String(place.language)) });
  if (place?.kind === 'photo') return t('review.place.photo', { number: place.number ?? 0 });
  if (place?.kind === 'told') return t('review.place.told');
  return subject;
}

function Decide({ item, error }: { item: ReviewItem; error: string | undefined }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <Form method="post" preventScrollReset className="mt-2 flex flex-wrap items-start gap-3">
      <input type="hidden" name="item" value={item.id} />
      <CountedField className="grow basis-60" label={t('review.note')} name="note" max={1000} value="" error={error} />
      <div className="flex flex-wrap gap-2 sm:mt-6">
        <Button type="submit" name="intent" value="allow" size="small" disabled={isBusy}>
          {t('review.allow')}
        </Button>
        <Button type="submit" name="intent" value="refuse" size="small" look="bad" disabled={isBusy}>
          {t('review.refuse')}
        </Button>
      </div>
    </Form>
  );
}
