/** How a picture lies in its box: as large as it can be without cutting off head or feet. */

export interface Size {
  width: number;
  height: number;
}

export interface Placed extends Size {
  left: number;
  top: number;
}

export interface Leave {
  /** Shares of the picture's width and height that may be cut away. */
  x: number;
  y: number;
  /** Share of the room that is left over, above the picture. */
  above: number;
}

/** Head and feet matter more than the room at the sides; below the picture stands the cue. */
export const SELF: Leave = { x: 0.3, y: 0.02, above: 0.3 };
/** All of it, in the middle. */
export const WHOLE: Leave = { x: 0, y: 0, above: 0.5 };

/** The picture's place in the box in pixels. */
export function place(picture: Size, box: Size, { x, y, above } = SELF): Placed {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, width: box.width, height: box.height };
  const across = box.width / picture.width;
  const down = box.height / picture.height;
  const cover = Math.max(across, down);
  const most = Math.min(across / (1 - x), down / (1 - y));
  const scale = Math.min(cover, most);
  const width = picture.width * scale;
  const height = picture.height * scale;
  const spare = box.height - height;
  return { left: (box.width - width) / 2, top: spare > 0 ? spare * above : spare / 2, width, height };
}
