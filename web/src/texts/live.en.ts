/** The sentences of what a live session can do beside the call: the frozen picture, hearing words. In English. */

export const liveEn = {
  "pen.freeze": "Freeze",
  "pen.picture": "Frozen picture",
  "pen.undo": "Undo",
  "pen.clear": "Clear",
  "pen.note": "Note to the picture",
  "pen.keep": "Keep with the session",
  "pen.away": "Throw away",
  "pen.lines": "Kept as lines only: the patient is not being recorded.",
  "pen.angles": "≈ is the angle as it looks in the picture.",
  "pen.kept": "The picture is kept with the session.",
  "keys.freeze": "freeze the picture and draw on it",
  "keys.undo": "take back the last line",
  "notes.still": "Frozen picture",
  "face.off": "Camera off",
  "listen.title": "Hearing on this device",
  "listen.stop": "Saying “stop” stops",
  "listen.captions": "Show what is said",
  "listen.here": "Your voice stays on this device.",
  "listen.fetching": "Getting ready…",
  "listen.failed": "This device can't hear words by itself.",
};
