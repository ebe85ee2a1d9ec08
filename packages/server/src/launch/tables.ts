import type { ProductCategory } from '@bottega/contracts';
import type { Instant, Json } from '#platform';
import type { LaunchFailure, LaunchStatus, StepName, StepState } from './launches/launch.ts';

type LaunchTable = {
  shop_id: string;
  id: string;
  status: LaunchStatus;
  name: string;
  notes: string;
  price: number;
  currency: string;
  category: ProductCategory;
  languages: string[];
  seconds: number;
  stock: number;
  seed: number;
  product_id: string | null;
  product_slug: string | null;
  failure: Json<LaunchFailure> | null;
  created_at: Instant;
  finished_at: Instant | null;
};

type LaunchPhotoTable = { shop_id: string; launch_id: string; position: number; picture_id: string };

type LaunchStepTable = {
  shop_id: string;
  launch_id: string;
  position: number;
  name: StepName;
  state: StepState;
  provider: string | null;
  progress: number;
  note: string | null;
  started_at: Instant | null;
  ms: number | null;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    launch: LaunchTable;
    launch_photo: LaunchPhotoTable;
    launch_step: LaunchStepTable;
  }
}
