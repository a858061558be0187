/** Line drawings on a 24-unit grid. Decoration only: the word beside or the label says what it means. */

const PATHS = {
  mark: "M6 4.5 9 12l10-2.5M9 12l-1.5 8M14.6 10.7a6 6 0 0 1-6.3 6.4",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  mic_off: "M9 9v2a3 3 0 0 0 5 2.2M15 10.5V6a3 3 0 0 0-5.7-1.3M5.5 11a6.5 6.5 0 0 0 10.7 5M18.5 11q0 1-.3 2M12 17.5V21M4 4l16 16",
  cam: "M3.5 6.5h11a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 2 16V8a1.5 1.5 0 0 1 1.5-1.5M16 11l6-3.5v9L16 13",
  cam_off: "M10 6.5h4.5A1.5 1.5 0 0 1 16 8v4.5M16 11l6-3.5v9L17.5 14M15.6 17q-.4.5-1.1.5h-11A1.5 1.5 0 0 1 2 16V8q0-1 1-1.4M3 3l18 18",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  sound_off: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  copy: "M9 9h10.5v11.5H9zM5.5 15H4.5V3.5H15v2",
  check: "M4.5 12.5 10 18 20 6.5",
  cross: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  play: "M7 4.5v15l12-7.5z",
  stop: "M6 6h12v12H6z",
  flag: "M6 21V4M6 4.5h11.5l-2.5 4 2.5 4H6",
  alert: "M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1",
  keys: "M3 6.5h18v11H3zM7 10.2h.1M10.5 10.2h.1M14 10.2h.1M17.3 10.2h.1M8 14h8",
  hide: "M4 4l16 16M9.9 5.3A10 10 0 0 1 12 5c5 0 8.5 4.5 9.5 7q-.7 1.7-2.2 3.4M6.3 7.2Q3.6 9.2 2.5 12c1 2.5 4.5 7 9.5 7q2.3 0 4.3-1M9.9 10a3 3 0 0 0 4.1 4.1",
  body: "M12 7.5a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8M5.5 11q6.5-2 13 0M12 10v5.5M12 15.5 8.5 21.5M12 15.5l3.5 6",
  light: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M12 2.5v1.5M12 20v1.5M2.5 12H4M20 12h1.5M5.3 5.3l1 1M17.7 17.7l1 1M18.7 5.3l-1 1M6.3 17.7l-1 1",
  distance: "M3 12h18M6.5 8.5 3 12l3.5 3.5M17.5 8.5 21 12l-3.5 3.5",
  turned: "M19.5 12a7.5 7.5 0 1 1-2.6-5.7M20 3v4.5h-4.5",
  pause: "M8 5v14M16 5v14",
  frame_on: "M7 5l8 7-8 7zM18 5v14",
  frame_back: "M17 5l-8 7 8 7zM6 5v14",
  rep_on: "M4 6l7 6-7 6M12 6l7 6-7 6",
  rep_back: "M20 6l-7 6 7 6M12 6l-7 6 7 6",
  bookmark: "M7 4h10v16l-5-4-5 4z",
  zoom_in: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 21 21M10.5 7.5v6M7.5 10.5h6",
  zoom_out: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 21 21M7.5 10.5h6",
  whole: "M3 5v14M21 5v14M7 12h10M9.5 9 6.5 12l3 3M14.5 9l3 3-3 3",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  leave: "M10 4H4.5v16H10M9.5 12H21M17 8l4 4-4 4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
