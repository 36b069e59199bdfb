import { describeSettings } from "../comment/settings.ts";

describeSettings("Track", { known: { is_muted: false }, unknown: { entity_id: 1 } });
