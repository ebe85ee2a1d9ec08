import { Form, Link, useNavigation } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, buttonClass } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import type { Problem } from '../../problems.ts';
import { CountedField } from '../parts/counted-field.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import type { ChannelText } from '../types.ts';
import { textLength } from './text-length.ts';
import { readWords } from './read-words.ts';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  title: 'approval.error.title',
  description: 'approval.error.description',
  hashtags: 'approval.error.hashtags',
  tags: 'approval.error.tags',
};

type CopyEditorProps = { readonly copy: ChannelText; readonly problem: Problem | null; readonly back: string };

/** The fields of one channel's text, each with its count against the channel's limit while it is written. */
export function CopyEditor({ copy, problem, back }: CopyEditorProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const told = useProblem(problem, SENTENCES);
  const form = useFocusOnProblem(problem);
  return (
    <Form ref={form} method="post" preventScrollReset noValidate className="flex grow flex-col gap-4 px-4 py-3">
      <input type="hidden" name="channel" value={copy.channel} />
      <input type="hidden" name="language" value={copy.language} />
      <input type="hidden" name="version" value={copy.version} />
      <TextFields copy={copy} errorOf={told.of} />
      <WordFields copy={copy} errorOf={told.of} />
      {told.rest && <Notice look="bad">{problem?.code === 'conflict' ? t('approval.conflict') : told.rest}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="intent" value="text" look="ink" size="small" disabled={isBusy}>
          {t('approval.save')}
        </Button>
        <Link to={back} preventScrollReset className={buttonClass({ look: 'quiet', size: 'small' })}>
          {t('approval.leave')}
        </Link>
      </div>
    </Form>
  );
}

type FieldsProps = { readonly copy: ChannelText; readonly errorOf: (field: string) => string | undefined };

function TextFields({ copy, errorOf }: FieldsProps) {
  const t = useMessages();
  const { limits, language } = copy;
  const { title, description } = limits;
  return (
    <>
      {title && (
        <CountedField
          label={t('launch.field.title')}
          name="title"
          lang={language}
          max={title.max}
          min={title.min}
          value={copy.title}
          error={errorOf('title')}
        />
      )}
      {description && (
        <CountedField
          label={t('launch.field.description')}
          name="description"
          lang={language}
          max={description.max}
          min={description.min}
          measure={(text) => textLength(text, description.unit)}
          rows={7}
          value={copy.description}
          error={errorOf('description')}
        />
      )}
    </>
  );
}

function WordFields({ copy, errorOf }: FieldsProps) {
  const t = useMessages();
  const { limits, language } = copy;
  return (
    <>
      {limits.hashtags && (
        <CountedField
          label={t('launch.field.hashtags')}
          hint={t('approval.hashtagsHint')}
          name="hashtags"
          lang={language}
          max={limits.hashtags.max}
          measure={(text) => readWords(text, 'hashtags').length}
          value={copy.hashtags.join(' ')}
          error={errorOf('hashtags')}
        />
      )}
      {limits.tags && (
        <CountedField
          label={t('launch.field.tags')}
          hint={t('approval.tagsHint', { length: limits.tags.maxLength })}
          name="tags"
          lang={language}
          max={limits.tags.max}
          measure={(text) => readWords(text, 'tags').length}
          value={copy.tags.join(', ')}
          error={errorOf('tags')}
        />
      )}
    </>
  );
}
