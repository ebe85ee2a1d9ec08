import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import type { Problem } from '../../problems.ts';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { PluginView } from '../types.ts';
import type { Route } from './+types/plugin';
import { PluginPill } from './plugin-pill.tsx';
import { readSettings } from './read-settings.ts';
import { SettingField } from './setting-field.tsx';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => ({
    plugin: await platform.getPlugin(ctx, { id: params.pluginId }),
    mayWrite: platform.may(ctx.actor, 'plugins.write'),
  }));

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const id = params.pluginId;
    const form = await request.formData();
    const intent = form.get('intent');
    const refusal = await submitted(async () => {
      if (intent === 'on' || intent === 'off') await platform.changePlugin(ctx, { id, enabled: intent === 'on' });
      else if (intent === 'follow') await platform.changePlugin(ctx, { id, enabled: null });
      else {
        const { settings } = await platform.getPlugin(ctx, { id });
        await platform.changePlugin(ctx, { id, settings: readSettings(form, settings) });
      }
    });
    return refusal ?? { saved: intent === 'save' };
  });

/** One plugin: whether it is on, what it lacks, and its settings as its own schema asks for them. */
export default function PluginPage({ loaderData: { plugin, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const { label, name, version, state, kinds } = plugin;
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle
        above={<Where to={`/admin/${shop.slug}/settings/plugins`} room={t('plugins.title')} here={label} />}
        title={label}
        facts={
          <>
            <PluginPill state={state} />
            <span>{kinds.map((kind) => t(`plugins.kind.${kind}`)).join(t('list.comma'))}</span>
            <bdi dir="ltr">{`${name} ${version}`}</bdi>
          </>
        }
        actions={mayWrite && <Switch plugin={plugin} />}
      />
      <div className="mt-5 flex flex-col gap-4">
        {plugin.description && (
          <p className="max-w-[65ch]" dir="auto">
            {plugin.description}
          </p>
        )}
        <Standing plugin={plugin} />
      </div>
      <Settings plugin={plugin} mayWrite={mayWrite} answer={actionData} />
    </div>
  );
}

/** What keeps it from working, and what it said last when it failed. */
function Standing({ plugin: { state, problem, failure, missing, settings, decided } }: { plugin: PluginView }) {
  const t = useMessages();
  const formats = useFormats();
  const titles = settings.filter(({ name }) => missing.includes(name)).map(({ title }) => title);
  return (
    <>
      {problem && <Notice look="bad">{problem}</Notice>}
      {state === 'incomplete' && <Notice look="warn">{t('plugins.missing', { settings: titles.join(t('list.comma')) })}</Notice>}
      {state === 'on' && decided === null && <Notice look="live">{t('plugins.rolledOut')}</Notice>}
      {failure && (
        <Notice look="warn">
          {t('plugins.failed', { moment: formats.moment(failure.at) })} <bdi>{failure.said}</bdi>
        </Notice>
      )}
    </>
  );
}

function Switch({ plugin: { state, decided } }: { plugin: PluginView }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const isOff = state === 'off';
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap gap-2">
      <Button type="submit" name="intent" value={isOff ? 'on' : 'off'} look={isOff ? 'ink' : 'line'} disabled={isBusy}>
        {t(isOff ? 'plugins.turnOn' : 'plugins.turnOff')}
      </Button>
      {decided !== null && (
        <Button type="submit" name="intent" value="follow" look="quiet" disabled={isBusy}>
          {t('plugins.follow')}
        </Button>
      )}
    </Form>
  );
}

type SettingsProps = {
  readonly plugin: PluginView;
  readonly mayWrite: boolean;
  readonly answer: Problem | { readonly saved: boolean } | undefined;
};

function Settings({ plugin, mayWrite, answer }: SettingsProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const problem = answer && 'problems' in answer ? answer : null;
  const told = useProblem(problem, Object.fromEntries(plugin.settings.map(({ name }) => [name, 'plugins.settingError' as const])));
  const form = useFocusOnProblem(problem);
  return (
    <Section title={t('plugins.settings')} className="mt-10">
      {plugin.settings.length === 0 && <p className="text-ink-2">{t('plugins.noSettings')}</p>}
      {plugin.settings.length > 0 && (
        // What was kept is shown afresh; what was refused stays as it was typed.
        <Form ref={form} key={JSON.stringify(plugin.settings)} method="post" noValidate preventScrollReset>
          <fieldset disabled={!mayWrite} className="grid items-start gap-5 sm:grid-cols-2">
            <legend className="sr-only">{t('plugins.settings')}</legend>
            {plugin.settings.map((setting) => (
              <SettingField key={setting.name} setting={setting} error={told.of(setting.name)} />
            ))}
          </fieldset>
          {told.rest && (
            <div className="mt-5">
              <Notice look="bad">{told.rest}</Notice>
            </div>
          )}
          <div className="mt-6 flex flex-wrap items-center gap-4">
            {mayWrite && (
              <Button type="submit" name="intent" value="save" disabled={isBusy}>
                {t('plugins.save')}
              </Button>
            )}
            <p role="status" className="text-ok">
              {answer && 'saved' in answer && answer.saved && !isBusy && t('plugins.saved')}
            </p>
          </div>
        </Form>
      )}
    </Section>
  );
}
