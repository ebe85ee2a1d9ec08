import type { Cost, Made } from '@bottega/contracts';
import { type Ctx, newId } from '../context.ts';

export type EvidenceView = {
  readonly asset: string;
  readonly provider: string;
  readonly licence: string;
  readonly termsUrl: string | null;
  readonly prompt: string | null;
  readonly receipt: string | null;
  readonly cost: Cost;
  readonly madeAt: string;
};

/** Keeps under which terms an asset may be used and what it cost. Repeating it for the same asset replaces it. */
export async function keepEvidence(
  ctx: Ctx,
  input: { subjectId: string; asset: string; provider: string; made: Pick<Made<unknown>, 'cost' | 'evidence'> },
): Promise<void> {
  const { evidence, cost } = input.made;
  const terms = {
    provider: input.provider,
    licence: evidence.licence,
    terms_url: evidence.termsUrl ?? null,
    prompt: evidence.prompt ?? null,
    receipt: evidence.receipt ?? null,
    cost_micros: cost.micros,
    cost_currency: cost.currency,
  };
  await ctx.db
    .insertInto('evidence')
    .values({ shop_id: ctx.shop.id, id: newId(), subject_id: input.subjectId, asset: input.asset, ...terms })
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'asset']).doUpdateSet(terms))
    .execute();
}

/** All evidence of one subject, in the order of the assets' names. */
export async function listEvidence(ctx: Ctx, subjectId: string): Promise<EvidenceView[]> {
  const rows = await ctx.db
    .selectFrom('evidence')
    .selectAll()
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('asset')
    .execute();
  return rows.map((row) => ({
    asset: row.asset,
    provider: row.provider,
    licence: row.licence,
    termsUrl: row.terms_url,
    prompt: row.prompt,
    receipt: row.receipt,
    cost: { micros: row.cost_micros, currency: row.cost_currency },
    madeAt: row.made_at,
  }));
}
