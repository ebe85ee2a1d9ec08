import { SHAPES, type TextLimits } from '@bottega/contracts';
import { z } from 'zod';
import table from './limits.json' with { type: 'json' };

const Length = z.object({
  max: z.int().positive(),
  min: z.int().positive().optional(),
  unit: z.enum(['codepoints', 'utf16', 'bytes']).optional(),
});

const ChannelSchema = z.object({
  id: z.string().regex(/^[a-z]+$/),
  label: z.string(),
  /** Two letters that stand for it in the pages. */
  mark: z.string().length(2),
  text: z.object({
    title: Length.optional(),
    description: Length.optional(),
    hashtags: z.object({ max: z.int().positive() }).optional(),
    tags: z.object({ max: z.int().positive(), maxLength: z.int().positive() }).optional(),
  }),
  /** Which film a channel takes; null where it takes none. */
  film: z.object({ shape: z.enum(SHAPES), minSeconds: z.number(), maxSeconds: z.number(), maxBytes: z.number() }).nullable(),
  pictures: z.object({ max: z.int().positive(), maxBytes: z.number(), format: z.literal('jpeg') }),
  /** Local hour at which people there tend to look. */
  bestHour: z.int().min(0).max(23),
  sources: z.array(z.object({ what: z.string(), where: z.string() })).min(1),
});

const LimitsSchema = z.object({ checkedOn: z.iso.date(), note: z.string(), channels: z.array(ChannelSchema) });

/** A place to publish to, and what it accepts. */
export type Channel = Omit<z.infer<typeof ChannelSchema>, 'text'> & { readonly text: TextLimits };

const limits = LimitsSchema.parse(table);

/** All channels, in the order in which pages show them. */
export const CHANNELS = limits.channels as readonly Channel[];

/** The day on which the limits were last compared with their sources. */
export const LIMITS_CHECKED_ON: string = limits.checkedOn;

export const findChannel = (id: string): Channel | undefined => CHANNELS.find((channel) => channel.id === id);
