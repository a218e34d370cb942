// The language of the page: a small store that every text reads, kept in a cookie so that a reload keeps it.
import { useSyncExternalStore } from "react";

const LANGUAGES = ["sv", "en"];
const LOCALES = { sv: "sv-SE", en: "en-GB" };
const inBrowser = typeof document !== "undefined";
const listeners = new Set();

const remembered = () => {
  const kept = /(?:^|;\s*)lang=(sv|en)\b/.exec(document.cookie);
  return kept ? kept[1] : "sv";
};

let language = inBrowser ? remembered() : "sv";
if (inBrowser) document.documentElement.lang = language;

export function setLang(next) {
  if (!LANGUAGES.includes(next)) return;
  language = next;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `lang=${next}; path=/; max-age=31536000; samesite=lax${secure}`;
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

// The prerendered page is Swedish; the chosen language follows right after hydration.
export const useLang = () => useSyncExternalStore(subscribe, () => language, () => "sv");

export const spPick = (lang, text) => (typeof text === "string" ? text : text?.[lang] || text?.sv || "");

export const spNumber = (lang, value, decimals) =>
  Number(value ?? 0).toLocaleString(LOCALES[lang], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals ?? 3,
  });

export const spPercent = (lang, share, decimals) =>
  share === null || share === undefined ? "–" : spNumber(lang, share * 100, decimals) + (lang === "sv" ? "\u00a0%" : "%");

export const spClock = (lang, value) => {
  const found = /(\d{2}):(\d{2})/.exec(value ?? "");
  return found ? found[1] + (lang === "sv" ? "." : ":") + found[2] : "";
};

const isoWeek = (date) => {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday - newYear) / 86400000 + 1) / 7);
};

const STYLES = {
  long: { weekday: "long", day: "numeric", month: "long" },
  short: { weekday: "short", day: "numeric", month: "short" },
  date: { day: "numeric", month: "long", year: "numeric" },
};

export const spDay = (lang, iso, style) => {
  if (!iso) return "";
  const date = new Date(iso.slice(0, 10) + "T00:00:00Z");
  let shown = new Intl.DateTimeFormat(LOCALES[lang], { ...STYLES[style], timeZone: "UTC" }).format(date);
  if (style === "short") return shown.replace(/[.,]/g, "");
  if (style !== "long") return shown;
  shown = shown.replace(",", "");
  return `${shown}, ${lang === "sv" ? "v." : "week"}\u00a0${isoWeek(date)}`;
};

// Fills {names} in a phrase; `n` chooses between {one, other}.
export const spSay = (lang, phrase, params) => {
  const chosen = typeof phrase === "string" ? phrase : params.n === 1 ? phrase.one : phrase.other;
  return chosen.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    if (value === undefined || value === null) return "";
    if (typeof value === "number") return spNumber(lang, value);
    return typeof value === "object" ? spPick(lang, value) : String(value);
  });
};
