import "../style/base.css";
import "./landing.css";

import { show } from "../parts/show";
import { LandingPage } from "./LandingPage";

void show("title.landing", () => <LandingPage />);
