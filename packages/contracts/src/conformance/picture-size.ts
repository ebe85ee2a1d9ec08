/** Pixel size from the header of a PNG or a JPEG. @throws RangeError for anything else. */
export function pictureSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength > 24 && view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.byteLength > 4 && view.getUint16(0) === 0xffd8) return jpegSize(view);
  throw new RangeError('a picture must be a PNG or a JPEG');
}

/** Walks the segments to the start of frame, which holds the size. */
function jpegSize(view: DataView): { readonly width: number; readonly height: number } {
  for (let offset = 2; offset + 9 < view.byteLength; offset += 2 + view.getUint16(offset + 2)) {
    const marker = view.getUint16(offset);
    const startsFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (startsFrame) return { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
  }
  throw new RangeError('the JPEG holds no picture');
}
