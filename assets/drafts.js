// What is begun but not sent, kept on the device without names: ids and marks only, gone after a day or at sign-out.
const PREFIX = "draft.";
const DAY_MS = 24 * 60 * 60 * 1000;

export function readDraft(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name));
    return kept && Date.now() - kept.at < DAY_MS ? kept.value : null;
  } catch {
    return null;
  }
}

export function keepDraft(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), value }));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name) {
  localStorage.removeItem(PREFIX + name);
}

export function dropDrafts(only = () => true) {
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX) && only(key.slice(PREFIX.length)))
    .forEach((key) => localStorage.removeItem(key));
}

export const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
