import { ProviderError } from '../provider.ts';
import {
  type ChannelCopy,
  type CopyRequest,
  SCENE_ROLES,
  type Story,
  type StoryRequest,
  type TextLimits,
  type TextProvider,
  textLength,
} from '../text.ts';
import { type Fake, fakeControl } from './control.ts';
import { madeByFake } from './evidence.ts';

/** Writes plain, recognisable sentences inside every limit. */
export function fakeText(options: { readonly languages?: readonly string[] } = {}): Fake<TextProvider> {
  const { control, attempt } = fakeControl();
  const languages = options.languages ?? ['en', 'it', 'ar', 'hi'];
  const requireLanguage = (language: string): void => {
    if (languages.includes(language)) return;
    throw new ProviderError('unsupported', `The fake does not write ${language}: choose one of ${languages.join(', ')}.`);
  };
  return Object.assign(control, {
    id: 'fake-text',
    kind: 'text' as const,
    label: 'Fake writer',
    offline: true,
    languages,
    writeCopy: (request: CopyRequest, call: { signal: AbortSignal }) =>
      attempt({ operation: 'writeCopy', input: request, signal: call.signal }, () => {
        requireLanguage(request.language);
        return madeByFake(copyFor(request));
      }),
    writeStory: (request: StoryRequest, call: { signal: AbortSignal }) =>
      attempt({ operation: 'writeStory', input: request, signal: call.signal }, () => {
        requireLanguage(request.language);
        return madeByFake(storyFor(request));
      }),
  });
}

function copyFor({ facts, channel, limits, language, seed }: CopyRequest): ChannelCopy {
  const sentence = `${facts.name}, ${facts.notes || 'made by hand'}. Version ${seed} in ${language} for ${channel}.`;
  const words = [facts.category, facts.season, ...facts.palette];
  return {
    channel,
    language,
    title: limits.title ? fit(facts.name, limits.title) : '',
    description: limits.description ? fit(sentence, limits.description) : '',
    hashtags: words.slice(0, limits.hashtags?.max ?? 0).map((word) => `#${word}`),
    tags: words.filter((word) => word.length <= (limits.tags?.maxLength ?? 0)).slice(0, limits.tags?.max ?? 0),
    altText: `Photo of ${facts.name}`,
    seoTitle: facts.name,
    seoDescription: sentence,
  };
}

/** Repeats the text up to the least length and cuts it to the greatest, never inside a character. */
function fit(text: string, limit: NonNullable<TextLimits['description']>): string {
  let fitted = text;
  while (textLength(fitted, limit.unit) < (limit.min ?? 0)) fitted += ` ${text}`;
  const characters = Array.from(fitted);
  while (textLength(characters.join(''), limit.unit) > limit.max) characters.pop();
  return characters.join('').trim();
}

function storyFor({ facts, language, seed }: StoryRequest): Story {
  const scenes = SCENE_ROLES.map((role, index) => ({
    role,
    narration: `${facts.name}, scene ${index + 1}, told in ${language}, version ${seed}.`,
    card: role === 'hook' ? facts.name : '',
  }));
  return { language, scenes };
}
