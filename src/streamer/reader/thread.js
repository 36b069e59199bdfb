// A thread does not inherit tsx from the one that starts it, so its first file is JavaScript.
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
