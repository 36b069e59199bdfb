import { describeSettings } from "./settings.ts";

describeSettings("Comment", { known: { entity_id: 1 }, unknown: { is_muted: true } });
