import type { StoryScene } from '@bottega/contracts';
import type { Generated } from 'kysely';
import type { Json } from '#platform';

type CopyTextTable = {
  shop_id: string;
  subject_id: string;
  channel: string;
  language: string;
  title: string;
  description: string;
  hashtags: string[];
  tags: string[];
  alt_text: string;
  seo_title: string;
  seo_description: string;
  provider: string;
  version: Generated<number>;
  shown_version: Generated<number | null>;
};

type StoryTable = {
  shop_id: string;
  subject_id: string;
  language: string;
  scenes: Json<readonly KeptScene[]>;
  provider: string;
  version: Generated<number>;
};

/** A scene as it is kept: `caption` is what is read where that is not what is said. */
export type KeptScene = StoryScene & { readonly caption?: string };

type AssetTable = {
  shop_id: string;
  subject_id: string;
  kind: 'narration' | 'picture' | 'music' | 'film' | 'captions' | 'thumbnail';
  name: string;
  file_id: string;
  details: Json<unknown>;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    copy_text: CopyTextTable;
    story: StoryTable;
    asset: AssetTable;
  }
}

export type AssetKind = AssetTable['kind'];
