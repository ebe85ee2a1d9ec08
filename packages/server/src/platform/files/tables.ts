import type { Instant } from '../database/tables.ts';

/** A file that was announced and is on its way. */
type FileUploadTable = {
  shop_id: string;
  id: string;
  name: string;
  sha256: string;
  bytes: number;
  media_type: string;
  expires_at: Instant;
};

declare module '../database/tables.ts' {
  interface Tables {
    file_upload: FileUploadTable;
  }
}
