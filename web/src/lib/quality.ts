/** How good the patient's picture is, from two looks at the receiver's statistics. */

export interface Look {
  at: number;
  frames: number;
  received: number;
  lost: number;
  frozen: number;
}

export type Picture = "none" | "poor" | "fair" | "good";

/** The counters of one receiver; null before its first packet. */
export function lookAt(report: Iterable<[string, unknown]>, at: number): Look | null {
  for (const [, entry] of report) {
    const stats = entry as RTCInboundRtpStreamStats & { totalFreezesDuration?: number };
    if (stats.type !== "inbound-rtp" || stats.kind !== "video") continue;
    return {
      at,
      frames: stats.framesDecoded ?? 0,
      received: stats.packetsReceived ?? 0,
      lost: stats.packetsLost ?? 0,
      frozen: stats.totalFreezesDuration ?? 0,
    };
  }
  return null;
}

/** Between two looks: `poor` under 8 pictures a second, 5 % lost or frozen a fifth of the time. */
export function grade(before: Look, after: Look): Picture {
  const seconds = (after.at - before.at) / 1000;
  if (seconds <= 0 || after.frames <= before.frames) return "none";
  const rate = (after.frames - before.frames) / seconds;
  const lost = Math.max(0, after.lost - before.lost);
  const share = lost / Math.max(1, after.received - before.received + lost);
  const frozen = (after.frozen - before.frozen) / seconds;
  if (rate < 8 || share > 0.05 || frozen > 0.2) return "poor";
  return rate < 15 || share > 0.02 || frozen > 0.05 ? "fair" : "good";
}
