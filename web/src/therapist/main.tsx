import "../style/base.css";
import "../style/room.css";
import "./therapist.css";

import { ownName } from "../lib/link";
import { accompany } from "../parts/open";
import { show } from "../parts/show";
import { RoomPage } from "./RoomPage";

void show("title.room", () => <RoomPage session={accompany(ownName())} />);
