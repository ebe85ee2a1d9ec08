import { z } from '@hono/zod-openapi';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { readInput } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import type { LibraryFile } from './library-file.ts';
import { showFile } from './list-files.ts';
import { cleanName } from './store-file.ts';

export const renameFileSchema = z
  .object({
    name: z.string().transform(cleanName).pipe(z.string().min(1, 'Give a name.')).openapi({ type: 'string', example: 'bowl.jpg' }),
  })
  .openapi('FileName');

/** Gives a file of the library another name. @throws BottegaError not_found, invalid_input */
export async function renameFile(ctx: Ctx, input: { id: string; name: string }): Promise<LibraryFile> {
  authorise(ctx, 'files.write');
  const { name } = readInput(renameFileSchema, input);
  return inTransaction(ctx, async (tx) => {
    const before = await showFile(tx, input);
    await tx.db.updateTable('file').set({ name }).where('shop_id', '=', tx.shop.id).where('id', '=', input.id).execute();
    await appendAudit(tx, { action: 'file.rename', subjectId: input.id, detail: { from: before.name, to: name } });
    return { ...before, name };
  });
}
