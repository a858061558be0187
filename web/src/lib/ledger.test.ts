import { expect, test } from "vitest";

import { FrameLedger } from "./ledger";

test("each picture with a pose is counted once, as matched, corrected or late", () => {
  const ledger = new FrameLedger();
  ledger.shown(1, true);
  ledger.shown(2, false);
  expect(ledger.arrived(2)).toBe(true);
  ledger.shown(3, false);
  ledger.shown(4, false);
  expect(ledger.arrived(3)).toBe(false);
  expect(ledger.arrived(3)).toBe(false);
  expect(ledger).toMatchObject({ presented: 4, stamped: 4, matched: 1, corrected: 1, late: 1 });
});

test("a pose that came before its picture is not late", () => {
  const ledger = new FrameLedger();
  expect(ledger.arrived(9)).toBe(false);
  ledger.shown(9, true);
  expect(ledger).toMatchObject({ matched: 1, late: 0 });
});

test("pictures without a timestamp are counted apart", () => {
  const ledger = new FrameLedger();
  ledger.shown(null, false);
  expect(ledger).toMatchObject({ presented: 1, stamped: 0 });
});

test("only the newest 300 pictures are waited for", () => {
  const ledger = new FrameLedger();
  for (let rtp = 0; rtp < 400; rtp += 1) ledger.shown(rtp, false);
  ledger.arrived(50);
  ledger.arrived(200);
  expect(ledger.late).toBe(1);
});
