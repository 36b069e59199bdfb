import { describeSigning } from "../../../common/signing.ts";

describeSigning("manage_entity_migration");
