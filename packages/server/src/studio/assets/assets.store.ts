import { FREE, type Made, OWN_WORK } from '@bottega/contracts';
import { type Audience, type Ctx, type FileExtension, fileKey, fileUrl, keepEvidence, storeFile } from '#platform';
import type { AssetKind } from '../tables.ts';

/**
 * A made file. `path` is where it lies on local disk once fetchAssets has seen to that, `url` is relative to the shop's base; `details` is
 * what its kind says of it.
 */
export type Asset<D = unknown> = {
  readonly kind: AssetKind;
  readonly name: string;
  readonly fileId: string;
  /** In the file store. */
  readonly key: string;
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  readonly extension: string;
  readonly details: D;
};

/** Who makes films, captions and stills of what is there already: our own media worker, at no cost, as the shop's own work. */
export const OWN_MAKING = { provider: 'bottega-media', made: { cost: FREE, evidence: { licence: OWN_WORK } } } as const;

/** Keeps a made file with its evidence under (subject, kind, name); making it again replaces it. */
export async function saveAsset(
  ctx: Ctx,
  input: {
    subjectId: string;
    kind: AssetKind;
    name: string;
    path: string;
    extension: FileExtension;
    audience: Audience;
    details: unknown;
    provider: string;
    made: Pick<Made<unknown>, 'cost' | 'evidence'>;
  },
): Promise<void> {
  const { subjectId, kind, name } = input;
  const file = await storeFile(ctx, { path: input.path, extension: input.extension, audience: input.audience, name: `${kind} ${name}` });
  const row = { file_id: file.id, details: JSON.stringify(input.details) };
  await ctx.db
    .insertInto('asset')
    .values({ shop_id: ctx.shop.id, subject_id: subjectId, kind, name, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'kind', 'name']).doUpdateSet(row))
    .execute();
  await keepEvidence(ctx, { subjectId, asset: `${kind} ${name}`, provider: input.provider, made: input.made });
}

/** The assets of a subject of one kind, by name. */
export async function listAssets<D>(ctx: Ctx, subjectId: string, kind: AssetKind): Promise<Asset<D>[]> {
  const rows = await ctx.db
    .selectFrom('asset')
    .innerJoin('file', (join) => join.onRef('file.shop_id', '=', 'asset.shop_id').onRef('file.id', '=', 'asset.file_id'))
    .select(['asset.kind', 'asset.name', 'asset.details', 'file.id', 'file.sha256', 'file.extension', 'file.bytes'])
    .where('asset.shop_id', '=', ctx.shop.id)
    .where('asset.subject_id', '=', subjectId)
    .where('asset.kind', '=', kind)
    .orderBy('asset.name')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    fileId: row.id,
    key: fileKey(row),
    path: ctx.files.placeOf(fileKey(row)),
    url: fileUrl(row),
    bytes: row.bytes,
    extension: row.extension,
    details: row.details as D,
  }));
}

/** Sees to it that the files lie where their `path` says, before something reads them there. @throws BottegaError files_away */
export async function fetchAssets(ctx: Ctx, assets: readonly Pick<Asset, 'key'>[]): Promise<void> {
  await Promise.all(assets.map(({ key }) => ctx.files.localPath(key)));
}
