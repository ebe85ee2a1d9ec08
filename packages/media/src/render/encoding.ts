/**
 * How pictures are encoded. Kept apart from the encoder, because these words are part of every chunk's key.
 *
 * x264's `ultrafast` with its six cheapest improvements back: at a product film's slow moves it looks like `veryfast` and
 * costs a third. It uses no B-frames, so chunks can be joined without a thought for their order.
 */
export const VIDEO_ENCODING = {
  codec: 'libx264',
  preset: 'ultrafast',
  crf: '20',
  parameters: 'cabac=1:mbtree=1:rc-lookahead=8:aq-mode=1:deblock=0,0:8x8dct=1:subme=1',
  keyframeSeconds: 2,
} as const;

export const SOUND_ENCODING = { codec: 'aac', sampleRate: 48000, bitRate: 160_000 } as const;

/** A run of encoded packets with what a decoder must know first. Times count in frames (pictures) or samples (sound). */
export type Track = {
  readonly extradata: Buffer;
  readonly packets: readonly Packet[];
};

export type Packet = {
  readonly pts: number;
  readonly duration: number;
  readonly isKey: boolean;
  readonly data: Buffer;
};
