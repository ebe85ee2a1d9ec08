import type { ProductStatus } from '#commerce';
import type { ErrorCode, EvidenceView, PictureView, ReviewItem } from '#platform';
import type { ChannelCopy, Money, ProductCategory, SceneRole, Shape, TextLimits } from '@bottega/contracts';
import { z } from 'zod';
import type { RemakePart } from '../remakes/remake.ts';
import type { LaunchMove, LaunchStatus } from './launch-states.ts';

/** The steps of a launch in the order in which they run: what was made is judged before there is a product. */
export const STEPS = [
  'photo',
  'copy',
  'story',
  'narration',
  'pictures',
  'music',
  'moderation',
  'product',
  'films',
  'thumbnails',
  'kits',
  'posts',
] as const;
export type StepName = (typeof STEPS)[number];
export type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** Who says yes to what was made: a person, or the launch itself once all of it is there. */
export type Approval = 'person' | 'itself';

export type LaunchFailure = { readonly code: ErrorCode; readonly detail: string };

export const MOST_PHOTOS = 8;

/** What a launch is asked with. `price` is a decimal in the currency: "48.00". */
export const LaunchRequest = z.object({
  name: z.string().trim().min(1, 'give the product a name').max(140, 'keep the name within 140 characters'),
  price: z.string().trim().min(1, 'give a price'),
  currency: z.string().trim().toUpperCase(),
  notes: z.string().trim().max(5_000, 'keep the notes within 5,000 characters').default(''),
  languages: z.array(z.string().trim().min(2)).max(8, 'choose at most 8 languages').default([]),
  seconds: z.coerce
    .number()
    .int('give whole seconds')
    .min(6, 'a film has at least 6 seconds')
    .max(60, 'a film has at most 60 seconds')
    .default(30),
  stock: z.coerce.number().int().min(0, 'stock cannot be negative').max(100_000).default(10),
  seed: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  approval: z.enum(['person', 'itself']).optional(),
});
export type LaunchRequest = z.input<typeof LaunchRequest>;

/** What the steps of a launch work from; it does not change while they run. `seed` is that of the run. */
export type LaunchBrief = {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly price: Money;
  readonly category: ProductCategory;
  readonly languages: readonly string[];
  readonly seconds: number;
  readonly stock: number;
  readonly seed: number;
  readonly pictureIds: readonly string[];
  /** The photos that a person chose for a scene. */
  readonly scenePhotos: Readonly<Partial<Record<SceneRole, string>>>;
  readonly approval: Approval;
  readonly createdAt: string;
};

export type StepView = {
  readonly name: StepName;
  readonly state: StepState;
  readonly provider: string | null;
  readonly ms: number | null;
  /** From 0 to 1. */
  readonly progress: number;
  readonly note: string | null;
};

/** The texts of one place, whose they are, and what the place allows. `version` is what an edit must name. */
export type LaunchCopy = ChannelCopy & { readonly provider: string; readonly version: number; readonly limits: TextLimits };

/** One scene of the film in one language. `narration` is what is heard, `caption` what is read. */
export type LaunchScene = {
  readonly role: SceneRole;
  readonly narration: string;
  readonly caption: string;
  readonly card: string;
  /** The photo that it shows a part of. */
  readonly pictureId: string;
};

/** What was asked to be made again, and why. */
export type RemakeView = {
  readonly id: string;
  readonly parts: readonly RemakePart[];
  readonly steps: readonly StepName[];
  readonly reason: string;
  readonly createdAt: string;
};

/** A launch as pages, the API and `--json` show it. Paths are local files of the server; urls are relative to the shop's base. */
export type LaunchView = {
  readonly launchId: string;
  readonly status: LaunchStatus;
  /** What may be done with it as it stands now; whether the reader may is another matter. */
  readonly moves: readonly LaunchMove[];
  readonly approval: Approval;
  /** Who decided last, when, and why; null where nobody did. */
  readonly decision: { readonly by: string; readonly at: string; readonly reason: string } | null;
  readonly name: string;
  readonly notes: string;
  readonly price: Money;
  readonly languages: readonly string[];
  readonly seconds: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly failure: LaunchFailure | null;
  readonly photo: PictureView | null;
  readonly photos: readonly PictureView[];
  readonly product: {
    readonly id: string;
    /** Null for who may not read products. */
    readonly status: ProductStatus | null;
    readonly slug: string;
    readonly url: string;
    readonly title: string;
    readonly description: string;
  } | null;
  readonly copy: readonly LaunchCopy[];
  readonly stories: readonly { readonly language: string; readonly version: number; readonly scenes: readonly LaunchScene[] }[];
  readonly videos: readonly {
    readonly shape: Shape;
    readonly path: string;
    readonly url: string;
    readonly width: number;
    readonly height: number;
    readonly seconds: number;
    readonly bytes: number;
    readonly posterUrl: string | null;
  }[];
  readonly captions: readonly { readonly language: string; readonly format: 'srt' | 'vtt'; readonly path: string; readonly url: string }[];
  readonly thumbnails: readonly {
    readonly shape: Shape;
    readonly path: string;
    readonly url: string;
    readonly width: number;
    readonly height: number;
  }[];
  readonly kits: readonly {
    readonly channel: string;
    readonly path: string;
    readonly url: string;
    readonly bytes: number;
    readonly problems: readonly string[];
  }[];
  readonly posts: readonly {
    readonly id: string;
    readonly channel: string;
    readonly state: string;
    readonly scheduledFor: string | null;
    readonly timeZone: string;
  }[];
  readonly steps: readonly StepView[];
  readonly remakes: readonly RemakeView[];
  readonly review: readonly ReviewItem[];
  readonly evidence: readonly (Omit<EvidenceView, 'cost'> & { readonly cost: Price })[];
  /** What all of it cost in the shop's currency or, where nothing was paid in that, in the first one that was. */
  readonly cost: Price;
  /** The same for every currency in which something was paid. */
  readonly costs: readonly Price[];
};

/** A decimal amount, such as 0.00 USD. */
export type Price = { readonly amount: string; readonly currency: string };

export type LaunchSummary = {
  readonly launchId: string;
  readonly status: LaunchStatus;
  readonly name: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly progress: number;
  readonly photo: PictureView | null;
  readonly product: { readonly slug: string; readonly title: string } | null;
};
