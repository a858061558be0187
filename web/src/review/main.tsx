import "../style/base.css";
import "../style/room.css";
import "./review.css";

import { show } from "../parts/show";
import { t } from "../texts";
import { codeOf, Door } from "./door";
import { expose } from "./probe";
import { Review } from "./review";
import { ReviewPage } from "./ReviewPage";
import { newLedger } from "./Screen";

const code = codeOf(location);
const ledger = newLedger();

await show("title.review", () => <ReviewPage opened={null} />);

const answer = await new Door(code).session();
if (answer.ok) {
  const review = new Review(code, answer.value);
  expose(review, ledger);
  await show("title.review", () => <ReviewPage opened={{ review }} ledger={ledger} />);
  await review.loadTraces();
} else {
  const text = answer.status === 404 ? t("review.unknown") : answer.text;
  await show("title.review", () => <ReviewPage opened={{ text }} />);
}
