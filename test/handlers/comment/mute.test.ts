import { describeSettings } from "../common/settings.ts";

describeSettings("Comment");
