import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { newId } from '../context.ts';
import { beginUpload } from './begin-upload.ts';
import { storeFile } from './store-file.ts';

const BODY = 'bytes of nobody else';

export const cases: WrongShopCases = {
  async plant({ owner, world, canary }) {
    const local = path.join(world.folder, newId());
    await writeFile(local, `${canary} ${newId()}`);
    const { id: file } = await storeFile(owner, { path: local, extension: 'wav', audience: 'staff', name: canary });
    const announced = { name: canary, bytes: BODY.length, sha256: '0'.repeat(64), mediaType: 'audio/wav' };
    const { uploadId: upload } = await beginUpload(owner, announced);
    return { file, upload };
  },
  parameters: { 'files/{id}': 'file', 'uploads/{id}': 'upload' },
  fields: {
    'put /api/v1/files/uploads/{id} expires': { word: '99999999999' },
    'put /api/v1/files/uploads/{id} signature': { word: 'of-nobody' },
  },
  bodies: {
    'post /api/v1/files': () => new FormData(),
    'put /api/v1/files/uploads/{id}': () => new Blob([BODY], { type: 'application/octet-stream' }),
  },
  answers: {
    // A signature that is none; nothing was sent.
    'put /api/v1/files/uploads/{id}': [403],
    'post /api/v1/files/uploads/{id}/confirm': [409],
  },
};
