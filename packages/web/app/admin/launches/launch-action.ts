import { SCENE_ROLES } from '@bottega/contracts';
import type { Operations } from 'bottega/web-context';
import { decide } from '../review/decide.ts';
import type { Room } from '../room.ts';
import { readWords } from './read-words.ts';

type Scene = Parameters<Operations['launch']['choosePhoto']>[1]['scene'];
type Part = Parameters<Operations['launch']['remakeLaunch']>[1]['parts'][number];

/** Carries out what a form of the launch's page asks for, by its intent. */
export function carryOut(room: Room, launchId: string, form: FormData): Promise<unknown> {
  const { ctx, operations } = room;
  const { launch } = operations;
  const text = (name: string) => String(form.get(name) ?? '');
  const reason = text('reason');
  switch (form.get('intent')) {
    case 'approve':
      return launch.approveLaunch(ctx, { launchId });
    case 'cancel':
      return launch.cancelLaunch(ctx, { launchId });
    case 'resume':
      return launch.resumeLaunch(ctx, { launchId });
    case 'end':
      return launch.rejectLaunch(ctx, { launchId, reason });
    case 'reject':
    case 'remake':
      return makeAgain(room, { launchId, reason, parts: readParts(form), isNo: form.get('intent') === 'reject' });
    case 'text':
      return launch.editText(ctx, { launchId, channel: text('channel'), language: text('language'), change: readText(form) });
    case 'scenes':
      return launch.editScenes(ctx, { launchId, language: text('language'), change: readScenes(form) });
    case 'photo':
      return launch.choosePhoto(ctx, { launchId, scene: text('scene') as Scene, pictureId: text('pictureId') });
    default:
      return decide(room, form);
  }
}

/** A no that asks for nothing again would end the launch; that has a button of its own, and this one is told what is missing. */
function makeAgain(
  { ctx, operations: { launch } }: Room,
  { isNo, ...wish }: { launchId: string; reason: string; parts: Part[]; isNo: boolean },
): Promise<unknown> {
  const { launchId, reason, parts } = wish;
  return isNo && parts.length > 0 ? launch.rejectLaunch(ctx, { launchId, reason, again: parts }) : launch.remakeLaunch(ctx, wish);
}

/** What is ticked, and the one text that is named. */
function readParts(form: FormData): Part[] {
  const ticked = form.getAll('part').map((part): Part => (part === 'texts' ? { part: 'text' } : ({ part } as Part)));
  const [channel, language] = String(form.get('text') ?? '').split(' ');
  return channel && language ? [...ticked, { part: 'text', channel, language }] : ticked;
}

function readText(form: FormData): Parameters<Operations['launch']['editText']>[1]['change'] {
  const given = (name: string) => (form.has(name) ? String(form.get(name)) : undefined);
  const words = (name: 'hashtags' | 'tags') => (form.has(name) ? { [name]: readWords(String(form.get(name)), name) } : {});
  const [title, description] = [given('title'), given('description')];
  return {
    version: Number(form.get('version')),
    ...(title === undefined ? {} : { title }),
    // Forms send line ends as two characters; a limit counts one.
    ...(description === undefined ? {} : { description: description.replaceAll('\r\n', '\n') }),
    ...words('hashtags'),
    ...words('tags'),
  };
}

function readScenes(form: FormData): Parameters<Operations['launch']['editScenes']>[1]['change'] {
  const spoken = form.getAll('speak');
  const scenes = SCENE_ROLES.flatMap((role) => {
    const caption = form.get(`caption ${role}`);
    return caption === null ? [] : [{ role, caption: String(caption), speak: spoken.includes(role) }];
  });
  return { version: Number(form.get('version')), scenes };
}
