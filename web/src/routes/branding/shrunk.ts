// Pictures as the panel takes them: a PNG, no larger than it is ever shown. The browser draws it anew, so that nothing but
// pixels is left of the file.

const [mostWide, mostHigh] = [288, 72];

/** The picture of a file as a `data:` address. Rejects where the browser cannot read it. */
export async function shrunk(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, mostWide / picture.width, mostHigh / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser has no canvas.');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
