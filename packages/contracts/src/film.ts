import type { WordTime } from './speech.ts';
import type { PaperJob, PaperResult } from './paper.ts';

/**
 * What the media worker is told and what it answers: one JSON object a line, requests on its standard input, answers and
 * progress on its standard output. Files travel as paths on local disk. The worker knows no shops and keeps nothing but its cache.
 */
export type MediaRequest =
  | ({ readonly do: 'render'; readonly id: string } & RenderJob)
  | ({ readonly do: 'voice'; readonly id: string } & VoiceJob)
  | ({ readonly do: 'thumbnail'; readonly id: string } & ThumbnailJob)
  | ({ readonly do: 'paper'; readonly id: string } & PaperJob)
  | { readonly do: 'check-glyphs'; readonly id: string; readonly texts: readonly string[] }
  | { readonly do: 'measure'; readonly id: string; readonly path: string }
  | { readonly do: 'cancel'; readonly id: string };

export type MediaAnswer =
  | { readonly id: string; readonly type: 'progress'; readonly done: number; readonly note: string }
  | {
      readonly id: string;
      readonly type: 'done';
      readonly result: RenderResult | VoiceResult | ThumbnailResult | PaperResult | GlyphResult | MeasureResult;
    }
  /** `kind` is bad_input (the plan or a file in it is wrong), disk_full, cancelled or internal. */
  | {
      readonly id: string;
      readonly type: 'failed';
      readonly kind: 'bad_input' | 'disk_full' | 'cancelled' | 'internal';
      readonly message: string;
    };

export const SHAPES = ['16:9', '9:16', '1:1'] as const;
export type Shape = (typeof SHAPES)[number];

/** Pixel sizes of the three shapes. */
export const SHAPE_SIZES: Readonly<Record<Shape, { readonly width: number; readonly height: number }>> = {
  '16:9': { width: 1920, height: 1080 },
  '9:16': { width: 1080, height: 1920 },
  '1:1': { width: 1080, height: 1080 },
};

/** A rectangle in fractions of a picture's size. */
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** One scene. The camera moves from `from` to `to`; each is widened to the film's shape around its centre, never beyond the picture. */
export type FilmScene = {
  readonly seconds: number;
  readonly picture: { readonly path: string; readonly from: Area; readonly to: Area };
  /** A drawn card over the picture, inside the title-safe area. */
  readonly card?: { readonly title: string; readonly line?: string };
  /** The voice of this scene: WAV, and when its words are heard, in seconds from the start of the recording. */
  readonly voice?: { readonly path: string; readonly delay: number; readonly words: readonly WordTime[] };
};

/** The whole of a film, as data: the same plan gives the same film. */
export type FilmPlan = {
  readonly fps: number;
  readonly crossfadeFrames: number;
  /** BCP 47 language of narration and burnt captions; its script decides the direction. */
  readonly language: string;
  readonly scenes: readonly FilmScene[];
  readonly music?: { readonly path: string };
  readonly burnCaptions: boolean;
  /** Colours as #rrggbb: `accent` marks the word being spoken and the cards' rule. */
  readonly look: { readonly accent: string; readonly onAccent: string };
};

export type RenderJob = {
  readonly plan: FilmPlan;
  readonly shapes: readonly Shape[];
  /** Finished films are written here as 16x9.mp4, 9x16.mp4, 1x1.mp4. */
  readonly outFolder: string;
  /** Encoded chunks (shape × scene) are kept here by content and used again. */
  readonly cacheFolder: string;
  /** How many encoders run side by side. */
  readonly workers: number;
};

/** A page of captions: what stands on screen together. Seconds from the start of the film. */
export type CaptionPage = { readonly start: number; readonly end: number; readonly words: readonly WordTime[] };

export type RenderResult = {
  readonly films: readonly {
    readonly shape: Shape;
    readonly path: string;
    readonly width: number;
    readonly height: number;
    readonly seconds: number;
    readonly bytes: number;
  }[];
  readonly captions: readonly CaptionPage[];
  readonly chunks: { readonly rendered: number; readonly reused: number };
  /**
   * Integrated loudness and true peak of the finished sound (−70 and −120 for silence), and how far the voice stands over the
   * music while it speaks: 120 where one of the two is missing.
   */
  readonly sound: { readonly lufs: number; readonly truePeakDb: number; readonly voiceOverMusicDb: number };
  readonly cpuSeconds: number;
};

/** Speech by espeak-ng: 119 languages. */
export type VoiceJob = { readonly text: string; readonly language: string; readonly wordsPerMinute: number; readonly outPath: string };
export type VoiceResult = { readonly path: string; readonly seconds: number; readonly words: readonly WordTime[] };

export type ThumbnailJob = {
  readonly shape: Shape;
  readonly picture: { readonly path: string; readonly focus: Area };
  readonly title: string;
  readonly brand: string;
  readonly language: string;
  readonly look: { readonly accent: string; readonly onAccent: string };
  /** JPEG. */
  readonly outPath: string;
};
export type ThumbnailResult = { readonly path: string; readonly width: number; readonly height: number; readonly bytes: number };

/** Characters that no font of the worker can draw; empty when all is well. */
export type GlyphResult = { readonly missing: readonly string[] };

/** What FFmpeg itself says of a finished file. */
export type MeasureResult = {
  readonly seconds: number;
  readonly video?: {
    readonly codec: string;
    readonly width: number;
    readonly height: number;
    readonly frames: number;
    readonly fps: number;
  };
  readonly audio?: { readonly codec: string; readonly sampleRate: number; readonly channels: number };
  readonly lufs?: number;
  readonly truePeakDb?: number;
  /** Stretches of (nearly) black picture, in seconds. */
  readonly black: readonly { readonly start: number; readonly end: number }[];
};
