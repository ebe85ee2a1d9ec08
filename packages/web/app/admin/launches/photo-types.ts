/** As the server takes them. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp,image/avif';
export const MOST_PHOTOS = 8;
