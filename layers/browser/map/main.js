import { face } from "./start.js";

window.borderAtlas = face;
