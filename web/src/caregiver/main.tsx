import "../style/base.css";
import "../style/room.css";
import "./caregiver.css";

import { accompany } from "../parts/open";
import { show } from "../parts/show";
import { CarePage } from "./CarePage";

void show("title.care", () => <CarePage session={accompany("")} />);
