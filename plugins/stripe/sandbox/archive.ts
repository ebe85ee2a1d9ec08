import type { SimulatorHost } from '@bottega/contracts';
import type { Dossier, News, Step } from './dossier.ts';
import { passTime } from './payments.ts';
import { missing, Refusal } from './refusal.ts';

/** The payments that the simulator holds. */
export type Archive = {
  add(dossier: Dossier): Promise<void>;
  /** As the payment stands now. @throws Refusal for one that is not there */
  read(id: string): Promise<Dossier>;
  /** Changes a payment, and tells of it. @throws Refusal of `act`, after which nothing is changed but what time has done */
  change<S extends Step>(id: string, act: (dossier: Dossier, now: Date) => S): Promise<S>;
  /** All of them as they stand now, the newest first. */
  all(): Promise<readonly Dossier[]>;
};

const FOLDER = 'payment/';

export function openArchive({ records, now }: SimulatorHost, announce: (news: readonly News[]) => Promise<void>): Archive {
  async function change<S extends Step>(id: string, act: (dossier: Dossier, now: Date) => S): Promise<S> {
    if ((await records.get<Dossier>(FOLDER + id)) === undefined) throw missing('payment_intent', id, 'intent');
    const turns: { done?: S; refusal?: unknown; passed: readonly News[] } = { passed: [] };
    await records.change<Dossier>(FOLDER + id, (before) => {
      const at = now();
      const passed = passTime(before as Dossier, at);
      turns.passed = passed.news;
      try {
        turns.done = act(passed.dossier, at);
        return turns.done.dossier;
      } catch (refusal) {
        turns.refusal = refusal;
        return passed.dossier;
      }
    });
    await announce([...turns.passed, ...(turns.done?.news ?? [])]);
    if (turns.done) return turns.done;
    throw turns.refusal;
  }

  const look = (dossier: Dossier): Step => ({ dossier, news: [] });
  const isBehind = (dossier: Dossier): boolean => passTime(dossier, now()).news.length > 0;
  const read = async (id: string): Promise<Dossier> => {
    const kept = await records.get<Dossier>(FOLDER + id);
    if (kept && !isBehind(kept)) return kept;
    return (await change(id, look)).dossier;
  };

  return {
    change,
    read,
    add: async (dossier) => {
      await records.change<Dossier>(FOLDER + dossier.intent.id, () => dossier);
    },
    all: async () => {
      const kept = await records.list<Dossier>(FOLDER);
      const current = await Promise.all(kept.map(({ value }) => (isBehind(value) ? read(value.intent.id) : value)));
      return current.sort((one, other) => newestFirst(one.intent, other.intent));
    },
  };
}

/** Ids are made in the order of time, so that they decide within a second. */
export const newestFirst = (one: { created: number; id: string }, other: { created: number; id: string }): number =>
  other.created - one.created || (one.id < other.id ? 1 : -1);

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;
