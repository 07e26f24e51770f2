// What the desk does besides.
import "./page.js";
import "./stream.js";
import "./news.js";
import "./keyboard.js";
import "./drafts.js";
