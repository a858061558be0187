import "../style/base.css";
import "./landing.css";

import { render } from "preact";

import { language } from "../texts";
import { LandingPage } from "./LandingPage";

document.documentElement.lang = language.value;
const page = document.getElementById("page");
if (page) render(<LandingPage />, page);
