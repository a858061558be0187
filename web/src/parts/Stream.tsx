import { useEffect, useRef } from "preact/hooks";

/** Another person's picture. Always silent: their voice has its own element (`Voices`). */
export function Picture({ stream, label, mirrored = false }: { stream: MediaStream; label: string; mirrored?: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} class={mirrored ? "mirrored" : ""} autoplay muted playsInline aria-label={label} />;
}

/** Plays a voice; `blocked` is called when the browser wants a touch first. */
export function Voice({ stream, blocked }: { stream: MediaStream; blocked: () => void }) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = stream;
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") blocked();
    });
  }, [stream, blocked]);
  return <audio ref={audio} />;
}
