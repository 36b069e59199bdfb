/** Recorded transactions by the handler that judges them. */
import { anyEntity } from "#spec";
import type { Edition } from "../../codegen/editions.ts";
import type { DeclaredHandler } from "../../codegen/specs.ts";
import { signMessage, walletOf } from "../../src/devnet/wallets.ts";
import { readRecorded, type Template } from "./corpus.ts";

const of2025 = readRecorded("2025").templates;
const of2026 = readRecorded("2026").templates;
const recorded: Readonly<Record<Edition, readonly Template[]>> = {
  "2025": of2025,
  "2026": of2026.filter(({ kind }) => kind === undefined),
  genesis: of2026.filter(({ kind }) => kind !== undefined),
};

function namingAddress(template: Template): Template {
  const app = walletOf("recorded", "app");
  const message = `Creating Audius developer app at ${template.time}`;
  const app_signature = { message, signature: signMessage(app, message) };
  return { ...template, metadata: JSON.stringify({ address: app.address, name: "An app", app_signature }) };
}

/**
 * The recorded transactions that a handler judges: those that need nothing but the world, else those that need what their case holds
 * before them. Of 2026 no wallet, app or answer to a grant was recorded that is accepted: they are as in 2025, but that an app names its
 * address.
 */
export function recordedFor({ edition, handler }: DeclaredHandler): { accepted: Template[]; refused: Template[] } {
  const isOwn = ({ entity_type, action }: Template) =>
    action === handler.action && (handler.entity === anyEntity || entity_type === handler.entity);
  const own = recorded[edition].filter(isOwn);
  const accepted = own.filter((template) => template.accepted);
  const asElsewhere = handler.entity === "DeveloperApp" ? of2025.map(namingAddress) : of2025;
  const choices = [
    accepted.filter(({ alone }) => alone),
    accepted.filter(({ earlier }) => earlier !== undefined),
    asElsewhere.filter((template) => isOwn(template) && template.accepted && template.alone),
  ];
  return {
    accepted: choices.find((choice) => choice.length > 0) ?? [],
    refused: own.filter((template) => !template.accepted && template.alone),
  };
}
