import type { ReactNode } from 'react';
import type { Translate } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { ReviewItems } from '../review/review-items.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchView } from '../types.ts';

type NoticesProps = {
  readonly launch: LaunchView;
  readonly mayReview: boolean;
  /** What the reader asked for and was refused. */
  readonly refused: { readonly intent: string; readonly item: string; readonly problem: Problem } | null;
};

/** Forms that tell beside themselves what is wrong. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['text', 'scenes', 'end', 'reject', 'remake', 'allow', 'refuse']);

/** What stopped a launch and how to mend it, or what waits for a decision. */
export function LaunchNotices({ launch, mayReview, refused }: NoticesProps) {
  const t = useMessages();
  return (
    <>
      {refused && !TOLD_ELSEWHERE.has(refused.intent) && (
        <div className="mt-6">
          <Notice look="bad">{refused.problem.code === 'conflict' ? t('approval.conflict') : refused.problem.detail}</Notice>
        </div>
      )}
      <Standing launch={launch} />
      {launch.review.length > 0 && (
        <Section title={t('launch.review')} className="mt-6">
          <ReviewItems items={launch.review} mayDecide={mayReview} refused={refusedDecision(refused, t)} />
        </Section>
      )}
    </>
  );
}

const refusedDecision = (refused: NoticesProps['refused'], t: Translate) =>
  refused?.item ? { id: refused.item, message: t(refused.problem.code === 'conflict' ? 'approval.conflict' : 'review.noteNeeded') } : null;

function Standing({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  if (launch.status === 'failed') return <Failure launch={launch} />;
  if (launch.status === 'held')
    return (
      <Said look="warn" title={t('launch.held', { count: openIn(launch) })}>
        {t('approval.heldMeaning')}
      </Said>
    );
  if (launch.status === 'waiting')
    return (
      <Said look="warn" title={t('approval.waiting')}>
        {t('approval.waitingMeaning')}
      </Said>
    );
  if (launch.status === 'cancelled')
    return (
      <Said look="warn" title={t('approval.cancelled')}>
        {t('approval.cancelledMeaning')}
      </Said>
    );
  if (launch.status === 'rejected')
    return (
      <Said look="bad" title={t('approval.rejected')}>
        {launch.decision?.reason}
      </Said>
    );
  return null;
}

const openIn = ({ review }: LaunchView): number => review.filter(({ state }) => state === 'open').length;

function Said({ look, title, children }: { look: 'warn' | 'bad'; title: string; children: ReactNode }) {
  return (
    <div className="mt-6">
      <Notice look={look}>
        <b className="font-semibold">{title}</b>{' '}
        <span className="text-ink" dir="auto">
          {children}
        </span>
      </Notice>
    </div>
  );
}

/** Failures that another photo mends; the others are tried again as they are. */
const PHOTO_FAILURES: ReadonlySet<string> = new Set(['not_an_image', 'image_damaged', 'image_too_large']);

function Failure({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const mend = launch.failure && PHOTO_FAILURES.has(launch.failure.code) ? t('launch.mend.photo') : t('launch.mend.again');
  return (
    <div className="mt-6">
      <Notice look="bad" action={<LaunchAgain launch={launch} />}>
        <b className="font-semibold">{t('launch.failed')}</b> <span dir="auto">{launch.failure?.detail}</span>{' '}
        <span className="text-ink">{mend}</span>
      </Notice>
    </div>
  );
}

/** To the form of a new launch, with the words of this one. */
function LaunchAgain({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const { shop } = useShell();
  return <ButtonLink to={`/admin/${shop.slug}/launches/new?like=${launch.launchId}`}>{t('launch.again')}</ButtonLink>;
}
