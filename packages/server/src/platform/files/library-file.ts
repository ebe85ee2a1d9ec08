import { z } from '@hono/zod-openapi';
import { cursorSchema, pageInputSchema } from '../routes/paging.ts';
import type { PictureView } from '../pictures/picture.ts';

/** The shelves of the library, and the endings of what stands on each. */
export const FILE_KINDS = {
  picture: ['jpeg', 'png', 'webp'],
  film: ['mp4'],
  sound: ['wav'],
  captions: ['srt', 'vtt'],
  kit: ['zip'],
} as const;

export type FileKind = keyof typeof FILE_KINDS;
const KIND_NAMES = Object.keys(FILE_KINDS) as [FileKind, ...FileKind[]];

export const kindOf = (extension: string): FileKind =>
  KIND_NAMES.find((kind) => (FILE_KINDS[kind] as readonly string[]).includes(extension)) ?? 'kit';

/** One file as the library shows it. The sizes made of a photo are part of it, not files of their own. */
export type LibraryFile = {
  readonly id: string;
  /** What people call it, or what it was made as; empty where nobody said. */
  readonly name: string;
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly bytes: number;
  readonly audience: 'public' | 'staff';
  /** Relative to the shop's base. */
  readonly url: string;
  /** An ISO instant. */
  readonly createdAt: string;
  readonly picture: PictureView | null;
  readonly uses: number;
  /** How often, by what uses it: `{ "product_picture": 2 }`. */
  readonly usedBy: Readonly<Record<string, number>>;
};

export const listFilesSchema = pageInputSchema.extend({
  cursor: cursorSchema.optional(),
  kind: z.enum(KIND_NAMES).optional(),
  search: z.string().trim().max(100, 'At most 100 characters.').optional().openapi({ description: 'A part of the name.' }),
  unused: z.enum(['1']).optional().openapi({ description: 'Only what nothing uses.' }),
});
export type ListFiles = z.input<typeof listFilesSchema>;

export const libraryFileSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(KIND_NAMES),
    mediaType: z.string(),
    bytes: z.int(),
    audience: z.enum(['public', 'staff']),
    url: z.string().openapi({ description: 'Relative to the shop’s base.' }),
    createdAt: z.string(),
    picture: z.custom<PictureView | null>().openapi({ type: 'object', description: 'With its sizes, for a photo.' }),
    uses: z.int(),
    usedBy: z.record(z.string(), z.int()).openapi({ example: { product_picture: 2 } }),
  })
  .openapi('LibraryFile');
