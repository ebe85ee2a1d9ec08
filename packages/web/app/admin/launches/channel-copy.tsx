import { Check, OctagonAlert } from 'lucide-react';
import { useId } from 'react';
import { Link } from 'react-router';
import type { Translate } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { ownName, useFormats } from '../formats.ts';
import type { ChannelText, LaunchView } from '../types.ts';
import { CopyEditor } from './copy-editor.tsx';
import { type FieldFit, measureCopy, overallFit } from './copy-fit.ts';

/** A channel as its cards show it: "Etsy", "Et". */
export type ChannelName = { readonly id: string; readonly label: string; readonly mark: string };

type ChannelCopyProps = {
  readonly launch: Pick<LaunchView, 'copy' | 'posts' | 'languages'>;
  readonly channels: readonly ChannelName[];
  readonly language: string;
  /** The channel whose text is being edited, '' for none; null for who may not. It stands in the address, as the language does. */
  readonly editing: string | null;
  readonly problem: Problem | null;
};

/** What each channel will say in one language; the language stands in the address. */
export function ChannelCopy({ launch, channels, language, editing, problem }: ChannelCopyProps) {
  const t = useMessages();
  const texts = launch.copy.filter((copy) => copy.language === language);
  return (
    <Section title={t('launch.copy')} aside={<LanguageChoice languages={launch.languages} current={language} />}>
      {texts.length === 0 && <p className="text-ink-2">{t('launch.copyLater')}</p>}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
        {texts.map((copy) => (
          <CopyCard
            key={`${copy.channel} ${copy.version}`}
            copy={copy}
            editing={editing}
            problem={problem}
            channel={channels.find(({ id }) => id === copy.channel)}
            post={launch.posts.find((post) => post.channel === copy.channel)}
          />
        ))}
      </div>
    </Section>
  );
}

function LanguageChoice({ languages, current }: { languages: readonly string[]; current: string }) {
  const t = useMessages();
  if (languages.length < 2) return null;
  return (
    <nav className="seg" aria-label={t('launch.copyLanguage')}>
      {languages.map((language) => (
        <Link
          key={language}
          to={`?language=${language}`}
          preventScrollReset
          lang={language}
          {...(language === current && { 'aria-current': 'true' as const })}
        >
          {ownName(language)}
        </Link>
      ))}
    </nav>
  );
}

type CopyCardProps = {
  readonly copy: ChannelText;
  readonly channel: ChannelName | undefined;
  readonly post: LaunchView['posts'][number] | undefined;
  readonly editing: string | null;
  readonly problem: Problem | null;
};

function CopyCard({ copy, channel, post, editing, problem }: CopyCardProps) {
  const t = useMessages();
  const titleId = useId();
  const label = channel?.label ?? copy.channel;
  const fit = measureCopy(copy);
  return (
    <article className="card flex flex-col" aria-labelledby={titleId}>
      <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-4 py-2.5">
        <span className="mark" aria-hidden>
          {channel?.mark ?? label.slice(0, 2)}
        </span>
        <h3 id={titleId} className="font-semibold">
          {label}
        </h3>
        <FitPill state={overallFit(fit)} />
        {editing !== null && editing !== copy.channel && (
          <Link to={`?language=${copy.language}&edit=${copy.channel}`} preventScrollReset className="link text-13">
            {t('approval.edit')}
            <span className="sr-only"> · {label}</span>
          </Link>
        )}
      </header>
      {editing === copy.channel ? (
        <CopyEditor copy={copy} problem={problem} back={`?language=${copy.language}`} />
      ) : (
        <div className="flex grow flex-col gap-3 px-4 py-3">
          <Text copy={copy} field="title" fit={fit.title} className="font-medium" />
          <Text copy={copy} field="description" fit={fit.description} className="whitespace-pre-line text-ink-2" />
          <Tags words={copy.hashtags} field="hashtags" fit={fit.hashtags} language={copy.language} />
          <Tags words={copy.tags} field="tags" fit={fit.tags} language={copy.language} />
        </div>
      )}
      <CardFoot provider={copy.provider} post={post} />
    </article>
  );
}

function FitPill({ state }: { state: FieldFit['state'] }) {
  const t = useMessages();
  return (
    <span className="ms-auto">
      {state === 'fits' ? (
        <Pill look="ok" icon={Check}>
          {t('launch.fits')}
        </Pill>
      ) : (
        <Pill look="bad" icon={OctagonAlert}>
          {t(`launch.too.${state}`)}
        </Pill>
      )}
    </span>
  );
}

function Text({
  copy,
  field,
  fit,
  className,
}: {
  copy: ChannelText;
  field: 'title' | 'description';
  fit: FieldFit | undefined;
  className: string;
}) {
  if (!fit) return null;
  return (
    <div>
      <p
        lang={copy.language}
        dir="auto"
        className={`wrap-anywhere ${className} ${fit.state === 'fits' ? '' : 'rounded-1 border border-bad px-2.5 py-2'}`}
      >
        {copy[field]}
      </p>
      <Counter field={field} fit={fit} />
    </div>
  );
}

function Tags({
  words,
  field,
  fit,
  language,
}: {
  words: readonly string[];
  field: 'hashtags' | 'tags';
  fit: FieldFit | undefined;
  language: string;
}) {
  if (!fit) return null;
  return (
    <div>
      <ul lang={language} className="flex flex-wrap gap-1">
        {words.map((word) => (
          <li key={word} className="tag" dir="auto">
            {word}
          </li>
        ))}
      </ul>
      <Counter field={field} fit={fit} />
    </div>
  );
}

function Counter({ field, fit }: { field: 'title' | 'description' | 'hashtags' | 'tags'; fit: FieldFit }) {
  const t = useMessages();
  const bad = fit.state !== 'fits';
  return (
    <p className={`mt-0.5 flex gap-1.5 text-12 ${bad ? 'text-bad' : 'text-ink-2'}`}>
      {bad && <OctagonAlert className="i" />}
      <span>
        {t(`launch.field.${field}`)} · {countOf(fit, t)}
      </span>
    </p>
  );
}

function countOf({ count, max, state }: FieldFit, t: Translate): string {
  if (max === null) return t('launch.countFree', { count });
  return state === 'long' ? t('launch.countLong', { count, max, over: count - max }) : t('launch.count', { count, max });
}

function CardFoot({ provider, post }: { provider: string; post: LaunchView['posts'][number] | undefined }) {
  const t = useMessages();
  const formats = useFormats();
  const scheduled =
    post?.scheduledFor &&
    t('launch.scheduled', { moment: formats.momentIn(post.scheduledFor, post.timeZone), zone: formats.zone(post.timeZone) });
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-t border-line px-4 py-2.5 text-12 text-ink-2">
      <span>{provider === 'person' ? t('approval.writtenByPerson') : t('launch.writtenBy', { provider })}</span>
      {scheduled && <span>{scheduled}</span>}
    </footer>
  );
}
