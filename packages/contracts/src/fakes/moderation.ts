import { access } from 'node:fs/promises';
import type { ModerationFinding, ModerationProvider, ModerationSubject } from '../moderation.ts';
import { type CallContext, ProviderError } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';
import { madeByFake } from './evidence.ts';

const FORBIDDEN = /\bforbidden\b/i;

/** Finds fault with the word "forbidden" and with pictures whose path holds it; passes everything else. */
export function fakeModeration(): Fake<ModerationProvider> {
  const { control, attempt } = fakeControl();
  return Object.assign(control, {
    id: 'fake-moderation',
    kind: 'moderation' as const,
    label: 'Fake reviewer',
    offline: true,
    judge: (subjects: readonly ModerationSubject[], call: CallContext) =>
      attempt({ operation: 'judge', input: subjects, signal: call.signal }, async () => {
        const findings = await Promise.all(subjects.map(judgeOne));
        return madeByFake({ findings: findings.flat() });
      }),
  });
}

async function judgeOne(subject: ModerationSubject): Promise<ModerationFinding[]> {
  if (subject.type === 'image') await requireFile(subject.path);
  const match = FORBIDDEN.exec(subject.type === 'text' ? subject.text : subject.path);
  if (!match) return [];
  return [{ where: subject.where, rule: 'fake-forbidden', reason: 'It says that it is forbidden.', excerpt: match[0] }];
}

async function requireFile(path: string): Promise<void> {
  await access(path).catch((cause: unknown) => {
    throw new ProviderError('bad_input', 'A picture to be judged cannot be read: upload it again.', { cause });
  });
}
