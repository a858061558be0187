import "../style/base.css";
import "./landing.css";

import { render } from "preact";

import { language, t } from "../texts";
import { LandingPage } from "./LandingPage";

document.documentElement.lang = language.value;
document.title = t("title.landing");
const page = document.getElementById("page");
if (page) render(<LandingPage />, page);
