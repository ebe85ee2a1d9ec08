import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';

/** Imported for its effect by whatever loads FFmpeg: only errors go to standard error. */
Log.setLevel(AV_LOG_ERROR);
