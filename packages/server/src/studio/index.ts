import './tables.ts';

export { type Asset, OWN_MAKING } from './assets/assets.store.ts';
export { checkCopy } from './copy/check-copy.ts';
export { guessCategory } from './copy/guess-category.ts';
export { listCopy, type WrittenCopy, writableLanguages, writeCopy } from './copy/write-copy.ts';
export { type CaptionDetails, type FilmDetails, listCaptions, listFilms, renderFilms } from './films/render-films.ts';
export { moderate, type Verdict } from './moderation/moderate.ts';
export { composeMusic } from './music/compose-music.ts';
export { createEspeakVoice } from './narration/espeak-voice.ts';
export { speakStory } from './narration/speak-story.ts';
export { frameScenes } from './pictures/frame-scenes.ts';
export { getStory, writeStory } from './stories/write-story.ts';
export { listThumbnails, makeThumbnails, type ThumbnailDetails } from './thumbnails/make-thumbnails.ts';
