import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchView } from '../types.ts';

/** What stopped a launch and how to mend it, or what waits for a decision. At most one. */
export function LaunchNotices({ launch }: { launch: LaunchView }) {
  if (launch.status === 'failed') return <Failure launch={launch} />;
  if (launch.status === 'held') return <Held launch={launch} />;
  return null;
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

function Held({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  return (
    <div className="mt-6">
      <Notice look="warn" action={<LaunchAgain launch={launch} />}>
        <b className="font-semibold">{t('launch.held', { count: launch.review.length })}</b>{' '}
        <span className="text-ink">{t('launch.heldMeaning')}</span>
      </Notice>
      <Section title={t('launch.review')} className="mt-6">
        <ul>
          {launch.review.map((item) => (
            <li key={item.id} className="border-b border-line py-2.5">
              <p className="font-medium" dir="auto">
                {item.reason}
              </p>
              <blockquote className="mt-1 rounded-1 bg-felt px-3 py-2 wrap-anywhere" dir="auto">
                {item.excerpt}
              </blockquote>
              <p className="mt-1 text-12 text-ink-2">{t('launch.rule', { rule: item.rule })}</p>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** To the form of a new launch, with the words of this one. */
function LaunchAgain({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const { shop } = useShell();
  return <ButtonLink to={`/admin/${shop.slug}/launches/new?like=${launch.launchId}`}>{t('launch.again')}</ButtonLink>;
}
