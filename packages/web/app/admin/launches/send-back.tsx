import { useId } from 'react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { CountedField } from '../parts/counted-field.tsx';
import type { LaunchView } from '../types.ts';
import type { ChannelName } from './channel-copy.tsx';
import type { LaunchRights } from './launch-moves.tsx';

type SendBackProps = {
  readonly launch: LaunchView;
  readonly channels: readonly ChannelName[];
  readonly rights: LaunchRights;
  readonly error: string | undefined;
};

/** What is wrong, and what is to be made again: the writer is told the reason, and everything else stays as it is. */
export function SendBack({ launch, channels, rights, error }: SendBackProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const mayReject = rights.mayApprove && launch.moves.includes('reject');
  return (
    <Section title={t('approval.sendBack')}>
      <p className="mb-3 max-w-[64ch] text-ink-2">{t('approval.sendBackMeaning')}</p>
      <Form method="post" preventScrollReset className="flex flex-col gap-5">
        <CountedField
          label={t('approval.reason')}
          name="reason"
          max={1000}
          rows={2}
          value=""
          error={error}
          hint={t('approval.reasonHint')}
        />
        <Parts launch={launch} channels={channels} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" name="intent" value={mayReject ? 'reject' : 'remake'} disabled={isBusy}>
            {t('approval.again')}
          </Button>
          {mayReject && (
            <Button type="submit" name="intent" value="end" look="bad" disabled={isBusy}>
              {t('approval.rejectAll')}
            </Button>
          )}
        </div>
      </Form>
    </Section>
  );
}

function Parts({ launch, channels }: Pick<SendBackProps, 'launch' | 'channels'>) {
  const t = useMessages();
  const formats = useFormats();
  const textId = useId();
  const labelOf = (id: string) => channels.find((channel) => channel.id === id)?.label ?? id;
  return (
    <fieldset>
      <legend className="label">{t('approval.parts')}</legend>
      <div className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
        {(['story', 'music', 'texts', 'all'] as const).map((part) => (
          <label key={part} className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
            <input type="checkbox" name="part" value={part} className="size-4 accent-ink" />
            {t(`approval.part.${part}`)}
          </label>
        ))}
      </div>
      <div className="mt-2 max-w-sm">
        <label className="label" htmlFor={textId}>
          {t('approval.oneText')}
        </label>
        <select id={textId} name="text" className="input" defaultValue="">
          <option value="">{t('approval.noText')}</option>
          {launch.copy.map(({ channel, language }) => (
            <option key={`${channel} ${language}`} value={`${channel} ${language}`}>
              {`${labelOf(channel)} · ${formats.language(language)}`}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}
