import { writeProcedures } from "./procedures.ts";
import { loadSpecs } from "./specs.ts";

const specs = await loadSpecs();
await writeProcedures(specs);
