import "../style/base.css";
import "./board.css";

import { show } from "../parts/show";
import { BoardPage } from "./BoardPage";

void show("title.board", () => <BoardPage />);
