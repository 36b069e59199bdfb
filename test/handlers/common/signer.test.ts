import { describeSigning } from "./signing.ts";

describeSigning("manage_entity");
