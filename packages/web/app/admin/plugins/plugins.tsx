import { Puzzle } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop } from '../room.ts';
import type { PluginView } from '../types.ts';
import type { Route } from './+types/plugins';
import { PluginPill } from './plugin-pill.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({ plugins: await platform.listPlugins(ctx) }));

/** The plugins of this installation, and how each stands in this shop. */
export default function Plugins({ loaderData: { plugins } }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('plugins.title')} facts={t('plugins.lead')} />
      {plugins.length > 0 ? (
        <ul className="mt-6 border-t border-line">
          {plugins.map((plugin) => (
            <PluginRow key={plugin.name} plugin={plugin} />
          ))}
        </ul>
      ) : (
        <EmptyState picture={<Puzzle className="size-16 stroke-1" />}>{t('plugins.none')}</EmptyState>
      )}
    </div>
  );
}

function PluginRow({ plugin }: { plugin: PluginView }) {
  const t = useMessages();
  const { id, label, name, version, kinds, state, problem, settings, missing } = plugin;
  const isKnown = version !== '';
  const titles = settings.filter((setting) => missing.includes(setting.name)).map(({ title }) => title);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line py-4">
      <div className="min-w-0 grow basis-64">
        <p className="font-medium wrap-anywhere">
          {isKnown ? (
            <Link className="link" to={id}>
              <bdi>{label}</bdi>
            </Link>
          ) : (
            <bdi>{label}</bdi>
          )}
        </p>
        {isKnown && (
          <p className="text-ink-2 wrap-anywhere">
            {kinds.map((kind) => t(`plugins.kind.${kind}`)).join(t('list.comma'))} · <bdi dir="ltr">{`${name} ${version}`}</bdi>
          </p>
        )}
        {problem && (
          <p className="text-bad wrap-anywhere" dir="auto">
            {problem}
          </p>
        )}
        {state === 'incomplete' && <p className="text-ink-2">{t('plugins.missing', { settings: titles.join(t('list.comma')) })}</p>}
      </div>
      <PluginPill state={state} />
    </li>
  );
}
