/** How a picture lies in its box: as large as it can be without cutting off head or feet. */

export interface Size {
  width: number;
  height: number;
}

export interface Placed extends Size {
  left: number;
  top: number;
}

/** Shares of the picture that may be cut away. Head and feet matter more than the room at the sides. */
export const CROP = { x: 0.3, y: 0.02 };

/** The picture's place in the box in pixels; it may stick out by at most `crop`, and is centred. */
export function place(picture: Size, box: Size, crop = CROP): Placed {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, width: box.width, height: box.height };
  const across = box.width / picture.width;
  const down = box.height / picture.height;
  const cover = Math.max(across, down);
  const most = Math.min(across / (1 - crop.x), down / (1 - crop.y));
  const scale = Math.min(cover, most);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}
