import { CalendarDays, PackageOpen, Pencil } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Pill } from '../../parts/pill.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/publish';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { channels, launch } }) => {
    const [posts, launches] = await Promise.all([channels.listPosts(ctx), launch.listLaunches(ctx, { limit: 100 })]);
    const names = new Map(launches.items.map(({ launchId, name }) => [launchId, name]));
    const labels = new Map(channels.CHANNELS.map(({ id, label, mark }) => [id, { label, mark }]));
    return {
      posts: posts.map(({ id, subjectId, channel, state, scheduledFor, timeZone }) => ({
        id,
        state,
        launchId: subjectId,
        name: names.get(subjectId) ?? null,
        channel: labels.get(channel) ?? { label: channel, mark: channel.slice(0, 2) },
        scheduledFor,
        timeZone,
      })),
    };
  });

type PlannedPost = Route.ComponentProps['loaderData']['posts'][number];

export default function Publish({ loaderData: { posts } }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const { timeZone } = useShell();
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.publish')} facts={posts.length > 0 && formats.zone(timeZone)} />
      {posts.length === 0 ? (
        <NothingPlanned />
      ) : (
        <>
          <p className="mt-5 flex max-w-[70ch] items-start gap-2.5 rounded-1 bg-felt px-3 py-2.5 text-ink-2">
            <PackageOpen className="i mt-0.5" />
            <span>{t('publish.byKit')}</span>
          </p>
          <Days posts={posts} />
        </>
      )}
    </div>
  );
}

function NothingPlanned() {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <EmptyState
      picture={<CalendarDays className="size-16 stroke-1" />}
      action={
        <ButtonLink look="ink" to={`/admin/${shop.slug}/launches/new`}>
          {t('launch.new')}
        </ButtonLink>
      }
    >
      {t('publish.none')}
    </EmptyState>
  );
}

function Days({ posts }: { posts: readonly PlannedPost[] }) {
  const formats = useFormats();
  const byDay = Map.groupBy(posts, (post) => formats.weekdayIn(post.scheduledFor, post.timeZone));
  return (
    <ol className="mt-6">
      {[...byDay].map(([day, planned]) => (
        <li key={day} className="grid gap-x-6 gap-y-2 border-t border-line py-3 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <h2 className="pt-2 font-semibold">{day}</h2>
          <ul className="flex flex-col gap-1.5">
            {planned.map((post) => (
              <PostRow key={post.id} post={post} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function PostRow({ post }: { post: PlannedPost }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-1 border border-line bg-sheet px-3 py-2">
      <span className="mark" aria-hidden="true">
        {post.channel.mark}
      </span>
      <div className="min-w-0 grow">
        <p className="font-medium">
          {post.channel.label}
          {post.name && (
            <>
              {' · '}
              <Link className="link" to={`/admin/${shop.slug}/launches/${post.launchId}`}>
                <bdi>{post.name}</bdi>
              </Link>
            </>
          )}
        </p>
        <p className="text-12 text-ink-2">
          <time dateTime={post.scheduledFor}>{formats.timeIn(post.scheduledFor, post.timeZone)}</time> ·{' '}
          <bdi>{formats.zone(post.timeZone)}</bdi>
        </p>
      </div>
      {post.state === 'draft' ? (
        <Pill icon={Pencil}>{t('publish.draft')}</Pill>
      ) : (
        <Pill look="ok" icon={CalendarDays}>
          {t('publish.scheduled')}
        </Pill>
      )}
    </li>
  );
}
