import type { ModerationFinding, ModerationProvider } from '@bottega/contracts';
import { ownWork } from '../evidence.ts';
import { judgePicture } from './judge-picture.ts';
import { judgeText } from './judge-text.ts';

/** Rules of thumb for texts and pictures. They would rather let something pass than stop ordinary copy. */
export const offlineRules = (): ModerationProvider => ({
  id: 'offline-rules',
  kind: 'moderation',
  label: 'Checked on this machine',
  offline: true,
  judge: async (subjects, call) => {
    const findings: ModerationFinding[] = [];
    for (const [index, subject] of subjects.entries()) {
      call.signal.throwIfAborted();
      const { where } = subject;
      findings.push(...(subject.type === 'text' ? judgeText(subject.text, where) : await judgePicture(subject.path, where)));
      call.progress((index + 1) / subjects.length);
    }
    return ownWork({ findings }, { rules: 'offline', subjects: subjects.map(({ where }) => where) });
  },
});
