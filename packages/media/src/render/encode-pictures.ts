import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Packet as AvPacket, Codec, CodecContext, FFmpegError, Frame, Rational } from 'node-av/lib';
import '../quiet-ffmpeg.ts';
import { type Packet, type Track, VIDEO_ENCODING } from './encoding.ts';

/** The memory of a frame: plane by plane, row by row. */
export type FrameSamples = { readonly planes: readonly Buffer[]; readonly strides: readonly number[] };

export type PictureEncoder = {
  /** The three planes to draw into before each `encode`, and the bytes in a row of each. */
  samples(): FrameSamples;
  /** Encodes what was drawn, or another frame of the same size, as number `index`. */
  encode(index: number, picture?: Frame): void;
  finish(): Track;
};

/** Opens H.264 at a size and speed; `threads` 1 for a chunk, 0 for as many as there are cores. */
export function openPictureEncoder(width: number, height: number, fps: number, threads: number): PictureEncoder {
  const context = openContext(width, height, fps, threads);
  const frame = newFrame(width, height);
  const received = new AvPacket();
  received.alloc();
  const packets: Packet[] = [];
  const drain = (): void => {
    while (context.receivePacketSync(received) >= 0) {
      packets.push({ pts: Number(received.pts), duration: 1, isKey: received.isKeyframe, data: Buffer.from(received.data!) });
      received.unref();
    }
  };
  const samplesOf = (): FrameSamples => ({ planes: frame.data!, strides: frame.linesize });
  // Asked for once and not for each frame: every buffer that names these megabytes anew hastens the garbage collector.
  let samples = samplesOf();
  return {
    samples: () => samples,
    encode(index, picture = frame) {
      picture.pts = BigInt(index);
      picture.pictType = AV_PICTURE_TYPE_NONE;
      FFmpegError.throwIfError(context.sendFrameSync(picture), 'encode a frame');
      drain();
      // One buffer for all frames: a fresh one costs 2 ms of page faults at this size, and x264 keeps its own copy.
      if (frame.isWritable) return;
      FFmpegError.throwIfError(frame.makeWritable(), 'take the frame back');
      samples = samplesOf();
    },
    finish() {
      FFmpegError.throwIfError(context.sendFrameSync(null), 'end the encoding');
      drain();
      const extradata = Buffer.from(context.extraData ?? []);
      context.freeContext();
      received.free();
      frame.free();
      return { extradata, packets };
    },
  };
}

function openContext(width: number, height: number, fps: number, threads: number): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, fps);
  context.framerate = new Rational(fps, 1);
  context.gopSize = fps * VIDEO_ENCODING.keyframeSeconds;
  context.threadCount = threads;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  context.colorRange = AVCOL_RANGE_MPEG;
  context.colorSpace = AVCOL_SPC_BT709;
  context.colorPrimaries = AVCOL_PRI_BT709;
  context.colorTrc = AVCOL_TRC_BT709;
  // Options go in one by one: node-av 6.1.1 frees a dictionary given to open2 twice, and the process dies at its end.
  const options = { preset: VIDEO_ENCODING.preset, crf: VIDEO_ENCODING.crf, 'x264-params': VIDEO_ENCODING.parameters };
  for (const [name, value] of Object.entries(options)) FFmpegError.throwIfError(context.setOption(name, value), `set ${name}`);
  FFmpegError.throwIfError(context.open2Sync(codec, null), 'open the H.264 encoder');
  return context;
}

function newFrame(width: number, height: number): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = AV_PIX_FMT_YUV420P;
  FFmpegError.throwIfError(frame.getBuffer(0), 'allocate a frame');
  return frame;
}
