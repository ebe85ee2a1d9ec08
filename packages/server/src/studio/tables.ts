import type { StoryScene } from '@bottega/contracts';
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
};

type StoryTable = { shop_id: string; subject_id: string; language: string; scenes: Json<readonly StoryScene[]>; provider: string };

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
