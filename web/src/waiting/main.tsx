import "../style/base.css";
import "./waiting.css";

import { show } from "../parts/show";
import { WaitingPage } from "./WaitingPage";

void show("title.waiting", () => <WaitingPage />);
