import { face } from "../map/start.js";
import { present } from "./presenter.js";

window.borderAtlas = Object.assign(face, { present });
