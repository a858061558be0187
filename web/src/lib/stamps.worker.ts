/** Runs beside the sender: reports the RTP timestamp of every picture that leaves, and lets it pass. */

interface SendingTransform {
  readable: ReadableStream<RTCEncodedVideoFrame>;
  writable: WritableStream<RTCEncodedVideoFrame>;
}

const scope = self as unknown as {
  onrtctransform: ((event: { transformer: SendingTransform }) => void) | null;
  postMessage: (stamp: { rtp: number; at: number }) => void;
};

/** One for each sender: a stream can be piped through only once. */
function reporting(): TransformStream<RTCEncodedVideoFrame, RTCEncodedVideoFrame> {
  return new TransformStream({
    transform(frame, controller) {
      const rtp = frame.getMetadata().rtpTimestamp;
      if (rtp !== undefined) scope.postMessage({ rtp, at: performance.timeOrigin + performance.now() });
      controller.enqueue(frame);
    },
  });
}

scope.onrtctransform = ({ transformer }) => {
  const closed = () => undefined; // the sender was replaced
  transformer.readable.pipeThrough(reporting()).pipeTo(transformer.writable).catch(closed);
};
