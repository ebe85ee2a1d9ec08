import type { ProductCategory, SceneRole } from '@bottega/contracts';
import type { ColumnType, Generated } from 'kysely';
import type { Instant, Json } from '#platform';
import type { Approval, LaunchFailure, StepName, StepState } from './launches/launch.ts';
import type { LaunchStatus } from './launches/launch-states.ts';
import type { RejectedText, RemakePart } from './remakes/remake.ts';

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
  approval: Generated<Approval>;
  run_id: Generated<string | null>;
  decided_by: Generated<string | null>;
  decided_at: ColumnType<string | null, string | null | undefined, string | null>;
  decision_reason: Generated<string | null>;
};

type LaunchRemakeTable = {
  shop_id: string;
  id: string;
  launch_id: string;
  steps: StepName[];
  parts: Json<readonly RemakePart[]>;
  reason: string;
  seed: number;
  rejected: Json<readonly RejectedText[]>;
  actor: string;
  created_at: Instant;
};

type LaunchSceneTable = { shop_id: string; launch_id: string; scene: SceneRole; picture_id: string };

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
    launch_remake: LaunchRemakeTable;
    launch_scene: LaunchSceneTable;
  }
}
