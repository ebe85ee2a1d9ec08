import { data, redirect } from 'react-router';
import { visitContext } from '../../context.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { usePage } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchView, Permission } from '../types.ts';
import type { Route } from './+types/launch';
import { ChannelCopy, type ChannelName } from './channel-copy.tsx';
import { Evidence } from './evidence.tsx';
import { FilmWords } from './film-words.tsx';
import { Films } from './films.tsx';
import { Hearing } from './hearing.tsx';
import { isUnderway } from './is-underway.ts';
import { Kits } from './kits.tsx';
import { carryOut } from './launch-action.ts';
import { LaunchMoves, type LaunchRights } from './launch-moves.tsx';
import { LaunchNotices } from './launch-notices.tsx';
import { LaunchPhotos } from './launch-photos.tsx';
import { LaunchPill } from './launch-pill.tsx';
import { SendBack } from './send-back.tsx';
import { Steps } from './steps.tsx';
import { Thumbnails } from './thumbnails.tsx';
import { useLaunch } from './use-launch.ts';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const launch = await operations.launch.getLaunch(ctx, { launchId: params.launchId });
    const may = (permission: Permission) => operations.platform.may(ctx.actor, permission);
    const wishes = [url.searchParams.get('language'), context.get(visitContext).language];
    return {
      launch,
      rights: { mayWrite: may('launches.write'), mayApprove: may('launches.approve'), mayReview: may('reviews.write') },
      editing: url.searchParams.get('edit'),
      language: wishes.find((wish) => wish !== null && launch.languages.includes(wish)) ?? launch.languages[0] ?? 'en',
      channels: [
        { id: 'shop', label: ctx.shop.name, mark: ctx.shop.name.slice(0, 2) },
        ...operations.channels.CHANNELS.map(({ id, label, mark }) => ({ id, label, mark })),
      ],
    };
  });

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async (room) => {
    const form = await request.formData();
    const refusal = await submitted(() => carryOut(room, params.launchId, form));
    const intent = String(form.get('intent'));
    if (refusal) return data({ intent, item: String(form.get('item') ?? ''), problem: refusal.data }, { status: 422 });
    // Where a card was open for editing, it is closed by going on without it.
    if (intent === 'text') throw redirect(`${url.pathname}?language=${encodeURIComponent(String(form.get('language')))}`);
    return null;
  });

export default function Launch({ loaderData, actionData }: Route.ComponentProps) {
  const { launch: loaded, language, channels, rights, editing } = loaderData;
  const { shopBase } = usePage();
  const { launch, hearing } = useLaunch(loaded, shopBase);
  const problem = (intent: string) => (actionData?.intent === intent ? actionData.problem : null);
  const t = useMessages();
  const mayEdit = rights.mayWrite && launch.moves.includes('remake');
  return (
    <div className="mx-auto max-w-[76rem]">
      <LaunchHead launch={launch} rights={rights} />
      <Hearing launch={launch} hearing={hearing} />
      <LaunchNotices launch={launch} mayReview={rights.mayReview} refused={actionData ?? null} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[18.5rem_minmax(0,1fr)] lg:gap-12">
        <FromPhotoToPosts launch={launch} />
        <div className="flex min-w-0 flex-col gap-10">
          <Films launch={launch} />
          <FilmWords launch={launch} language={language} mayEdit={mayEdit} problem={problem('scenes')} />
          {launch.stories.length > 0 && <LaunchPhotos launch={launch} mayEdit={mayEdit} />}
          <Made
            launch={launch}
            language={language}
            channels={channels}
            editing={mayEdit ? (editing ?? '') : null}
            problem={problem('text')}
          />
          {mayEdit && (
            <SendBack
              launch={launch}
              channels={channels}
              rights={rights}
              error={sendBackError(actionData ?? null, t('approval.sayWhat'))}
            />
          )}
        </div>
      </div>
    </div>
  );
}

/** A form that sends back without a reason, or names nothing to make again. */
const sendBackError = (answer: { intent: string } | null, sentence: string): string | undefined =>
  answer && ['end', 'reject', 'remake'].includes(answer.intent) ? sentence : undefined;

function LaunchHead({ launch, rights }: { launch: LaunchView; rights: LaunchRights }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const took = launch.finishedAt && Date.parse(launch.finishedAt) - Date.parse(launch.createdAt);
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/launches`} room={t('launches.title')} here={launch.name} />}
      title={launch.name}
      actions={<LaunchMoves launch={launch} rights={rights} />}
      facts={
        <>
          <LaunchPill status={launch.status} />
          <span>
            {took
              ? t('launch.took', { duration: formats.duration(took) })
              : t('launches.begun', { moment: formats.moment(launch.createdAt) })}
          </span>
          <bdi>{t('launch.costs', { cost: launch.costs.map(formats.cost).join(t('list.comma')) || formats.cost(launch.cost) })}</bdi>
        </>
      }
    />
  );
}

function FromPhotoToPosts({ launch }: { launch: LaunchView }) {
  const t = useMessages();
  const done = launch.steps.filter((step) => step.state === 'done').length;
  const count = t('launch.stepCount', { done, all: launch.steps.length });
  return (
    <Section title={t('launch.steps')} aside={<span className="text-12 text-ink-2">{count}</span>} className="self-start">
      <div className="mb-3 grid grid-cols-[5rem_minmax(0,1fr)] gap-3">
        <Thumb picture={launch.photo} className="" />
        <p dir="auto" className="line-clamp-5 text-13 wrap-anywhere text-ink-2">
          {launch.notes || t('launch.noNotes')}
        </p>
      </div>
      <Steps launch={launch} />
    </Section>
  );
}

type MadeProps = {
  readonly launch: LaunchView;
  readonly language: string;
  readonly channels: readonly ChannelName[];
  /** The channel whose text is being edited, '' for none; null for who may not. */
  readonly editing: string | null;
  readonly problem: Problem | null;
};

/** Everything besides the films, each part from the moment that there is something in it. */
function Made({ launch, language, channels, editing, problem }: MadeProps) {
  return (
    <>
      {(launch.copy.length > 0 || isUnderway(launch)) && (
        <ChannelCopy launch={launch} channels={channels} language={language} editing={editing} problem={problem} />
      )}
      {launch.thumbnails.length > 0 && <Thumbnails thumbnails={launch.thumbnails} name={launch.name} />}
      {launch.kits.length > 0 && <Kits kits={launch.kits} channels={channels} />}
      {launch.evidence.length > 0 && <Evidence launch={launch} />}
    </>
  );
}
