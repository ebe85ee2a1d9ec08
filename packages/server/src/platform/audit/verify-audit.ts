import { sql } from 'kysely';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { CHAIN_START, hashEntry, hashSeal, type SealableEntry, SEALED_COLUMNS_OF_ENTRY } from './chain.ts';
import './tables.ts';

/**
 * What is wrong with one row. `changed`: the entry is not what was sealed. `missing`: a sealed entry, or a seal, is gone. `inserted`: an
 * entry, or a seal, came in without being sealed in its turn. `reordered`: a seal does not follow the one before it.
 */
export type AuditFault = {
  readonly kind: 'changed' | 'missing' | 'inserted' | 'reordered';
  /** The place in the chain; null for an entry that has none. */
  readonly sequence: number | null;
  /** The entry; null where its seal is gone too. */
  readonly entryId: string | null;
};

export type AuditReport = {
  readonly sealed: number;
  /** Entries that wait for their seal, and that nothing vouches for yet. */
  readonly unsealed: number;
  /** The end of the chain. Kept elsewhere, it proves later that nothing up to it was written anew. */
  readonly head: { readonly sequence: number; readonly hash: string } | null;
  readonly faults: readonly AuditFault[];
};

const BATCH = 1_000;
const MOST_FAULTS = 1_000;

/**
 * Reads the shop's whole audit log against its chain, a thousand rows at a time, as it stands at one moment.
 * @param input.head an end of the chain that was noted down before: it must still be there.
 * @throws BottegaError forbidden, unauthenticated
 */
export async function verifyAudit(ctx: Ctx, input: { head?: { sequence: number; hash: string } } = {}): Promise<AuditReport> {
  authorise(ctx, 'audit.read');
  return inTransaction(ctx, async (ctx) => {
    await sql`set transaction isolation level repeatable read`.execute(ctx.db);
    const head = await readHead(ctx);
    const { faults, last, hashes } = await walkChain(ctx, head?.sequence ?? 0, input.head?.sequence);
    if (head) faults.push(...range(last + 1, head.sequence));
    for (const end of [head, input.head]) {
      if (end && hashes.get(end.sequence) !== end.hash && end.sequence <= last) {
        faults.push({ kind: 'changed', sequence: end.sequence, entryId: null });
      }
    }
    if (input.head && input.head.sequence > last) faults.push({ kind: 'missing', sequence: input.head.sequence, entryId: null });
    faults.push(...(await findStrays(ctx)));
    return { sealed: last, unsealed: await countUnsealed(ctx), head: head ?? null, faults: faults.slice(0, MOST_FAULTS) };
  });
}

type Walk = {
  readonly faults: AuditFault[];
  /** The number of the last seal. */
  readonly last: number;
  /** Of the seals that were asked about. */
  readonly hashes: ReadonlyMap<number, string>;
};

/** Goes on from what each seal says, so that one fault is told once and not of every seal after it. */
async function walkChain(ctx: Ctx, end: number, noted: number | undefined): Promise<Walk> {
  const faults: AuditFault[] = [];
  const hashes = new Map<number, string>();
  let before = { sequence: 0, hash: CHAIN_START };
  for (;;) {
    const seals = await readSeals(ctx, before.sequence);
    for (const seal of seals) {
      faults.push(...judge(ctx.shop.id, seal, before, end));
      before = seal;
      if (seal.sequence === end || seal.sequence === noted) hashes.set(seal.sequence, seal.hash);
    }
    if (seals.length < BATCH || faults.length >= MOST_FAULTS) return { faults, last: Math.min(before.sequence, end), hashes };
  }
}

type Seal = Awaited<ReturnType<typeof readSeals>>[number];

function judge(shopId: string, seal: Seal, before: { sequence: number; hash: string }, end: number): AuditFault[] {
  const { sequence, entry_id: entryId, entry_hash, hash, id, ...rest } = seal;
  if (sequence > end) return [{ kind: 'inserted', sequence, entryId }];
  const gap = range(before.sequence + 1, sequence - 1);
  const follows = gap.length > 0 || hashSeal(before.hash, sequence, entry_hash) === hash;
  const faults: AuditFault[] = follows ? gap : [{ kind: 'reordered', sequence, entryId }];
  if (id === null) faults.push({ kind: 'missing', sequence, entryId });
  else if (hashEntry(shopId, { id, ...rest } as SealableEntry) !== entry_hash) faults.push({ kind: 'changed', sequence, entryId });
  return faults;
}

const readSeals = (ctx: Ctx, after: number) =>
  ctx.db
    .selectFrom('audit_seal')
    .leftJoin('audit_entry', (join) =>
      join.onRef('audit_entry.shop_id', '=', 'audit_seal.shop_id').onRef('audit_entry.id', '=', 'audit_seal.entry_id'),
    )
    .select(['audit_seal.sequence', 'audit_seal.entry_id', 'audit_seal.entry_hash', 'audit_seal.hash'])
    .select(SEALED_COLUMNS_OF_ENTRY)
    .where('audit_seal.shop_id', '=', ctx.shop.id)
    .where('audit_seal.sequence', '>', after)
    .orderBy('audit_seal.sequence')
    .limit(BATCH)
    .execute();

/** Seals that are gone: their number is all that is left of them. */
function range(first: number, last: number): AuditFault[] {
  const length = Math.max(0, Math.min(last - first + 1, MOST_FAULTS));
  return Array.from({ length }, (_, index) => ({ kind: 'missing', sequence: first + index, entryId: null }));
}

/** Entries that neither are sealed nor wait for it: they were not written by the program. */
async function findStrays(ctx: Ctx): Promise<AuditFault[]> {
  const rows = await ctx.db
    .selectFrom('audit_entry')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit_seal')
            .select('entry_id')
            .whereRef('audit_seal.shop_id', '=', 'audit_entry.shop_id')
            .whereRef('entry_id', '=', 'id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit_unsealed')
            .select('entry_id')
            .whereRef('audit_unsealed.shop_id', '=', 'audit_entry.shop_id')
            .whereRef('entry_id', '=', 'id'),
        ),
      ),
    )
    .orderBy('id')
    .limit(MOST_FAULTS)
    .execute();
  return rows.map(({ id }) => ({ kind: 'inserted', sequence: null, entryId: id }));
}

const readHead = (ctx: Ctx) =>
  ctx.db
    .selectFrom('audit_chain')
    .select(['sequence', 'hash'])
    .where('shop_id', '=', ctx.shop.id)
    .where('sequence', '>', 0)
    .executeTakeFirst();

async function countUnsealed(ctx: Ctx): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('audit_unsealed')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shop_id', '=', ctx.shop.id)
    .executeTakeFirstOrThrow();
  return count;
}
