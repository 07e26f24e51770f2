// What every page does. Each module is one idea and watches the whole document, so swapped-in parts need no set-up.
import "./theme_toggle.js";
import "./relative.js";
import "./dialog.js";
import "./copy.js";
import "./unsaved.js";
import "./messages.js";
import "./here.js";
import "./tabs.js";
