import './tables.ts';

export { type Asset, fetchAssets, OWN_MAKING } from './assets/assets.store.ts';
export { checkCopy } from './copy/check-copy.ts';
export { type KeptCopy, listCopy, markShown } from './copy/copy.store.ts';
export { type CopyChange, copyChangeSchema, editCopy, PERSON } from './copy/edit-copy.ts';
export { guessCategory } from './copy/guess-category.ts';
export { writableLanguages, writeCopy } from './copy/write-copy.ts';
export { type CaptionDetails, type FilmDetails, listCaptions, listFilms, renderFilms } from './films/render-films.ts';
export { moderate, type Verdict } from './moderation/moderate.ts';
export { composeMusic } from './music/compose-music.ts';
export { createEspeakVoice } from './narration/espeak-voice.ts';
export { speakScenesAgain, speakStory } from './narration/speak-story.ts';
export { frameScenes, photoOfScene } from './pictures/frame-scenes.ts';
export { editStory, type StoryChange, storyChangeSchema } from './stories/edit-story.ts';
export { getStory, listStories, rolesOf, writeStory } from './stories/write-story.ts';
export { listThumbnails, makeThumbnails, type ThumbnailDetails } from './thumbnails/make-thumbnails.ts';
