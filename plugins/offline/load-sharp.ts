/** sharp, loaded when the first picture comes: an idle server does without its 20 MB. */
export const loadSharp = async () => (await import('sharp')).default;
