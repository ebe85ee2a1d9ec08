/** The languages that copy and captions are offered in. */
export const COPY_LANGUAGES = ['en', 'it', 'ar', 'hi'] as const;
