// What the frame does in the browser: focus and title on navigation, theme, language, messages, connection,
// the end of the session. No words of its own but one (the new-version banner), no personal data kept.
import { createElement, useContext, useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";
import { ColorModeContext, EventLoopContext } from "$/utils/context-registry";
import { setLang } from "$/public/i18n.js";
import { dropDrafts } from "$/public/drafts.js";

const WARN_SECONDS = 120;
const TOUCH_SECONDS = 240;
const MESSAGE_MS = 10000;
const OFFLINE_MS = 700;

const byId = (id) => document.getElementById(id);

function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const arrive = () => {
      document.querySelectorAll(":popover-open").forEach((open) => open.hidePopover());
      const target = document.querySelector("main h1") ?? byId("main");
      if (!target) return;
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      const place = byId("announcer");
      if (place) place.textContent = document.title;
    };
    const frame = requestAnimationFrame(() => setTimeout(arrive, 0));
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
}

function useTheme() {
  const { rawColorMode, setColorMode } = useContext(ColorModeContext);
  useEffect(() => {
    if (rawColorMode === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = rawColorMode;
    // The menu comes and goes with the pages, so it learns the choice whenever it opens.
    const tellMenu = () =>
      document
        .querySelectorAll("[data-set-theme]")
        .forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.setTheme === rawColorMode)));
    tellMenu();
    document.addEventListener("toggle", tellMenu, true);
    return () => document.removeEventListener("toggle", tellMenu, true);
  }, [rawColorMode]);
  return setColorMode;
}

// A menu opens under its button, inside the window.
function placeMenu(event) {
  const menu = event.target;
  if (event.newState !== "open" || !menu.matches?.(".menu[popover]:not(.profile)")) return;
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`)?.getBoundingClientRect();
  if (!button) return;
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, button.right - width), innerWidth - width - 8);
  const below = button.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, button.top - height - 4) : below;
  Object.assign(menu.style, { margin: "0", inset: "auto", left: `${left}px`, top: `${top}px` });
}

// Paper says who printed it and when; the browser adds the page number.
function signPaper() {
  const person = document.querySelector(".profile .person b")?.textContent ?? "";
  const when = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  const shell = document.querySelector(".shell");
  if (shell) shell.dataset.printed = [person, when].filter(Boolean).join(", ");
}

// The table one sees, as a file for a spreadsheet. A cell that a spreadsheet would run is made plain text.
function saveTable(table) {
  if (!table) return;
  const cell = (one) => {
    const text = one.innerText.trim().replace(/\s+/g, " ");
    const plain = /^[=+@\t-]/.test(text) ? `'${text}` : text;
    return `"${plain.replaceAll('"', '""')}"`;
  };
  const lines = [...table.rows].map((row) => [...row.cells].map(cell).join(";"));
  const url = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n")], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: "tabell.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Browsers that do not know command and commandfor yet.
function runCommand(event) {
  const button = event.target.closest?.("button[commandfor]");
  const dialog = button && byId(button.getAttribute("commandfor"));
  if (!dialog) return;
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  if (button.getAttribute("command") === "close") dialog.close();
}

// A row with a plan is moved by its buttons or by Alt and an arrow; the words are saved first, and the focus follows
// the plan to the row where it comes up.
const ARROWS = { ArrowUp: "up", ArrowDown: "down" };

function followPlan(row, chosen) {
  const { plan } = row.dataset;
  const seen = new MutationObserver(() => {
    const now = [...document.querySelectorAll("[data-plan]")].find((one) => one.dataset.plan === plan);
    if (!now || now === row) return;
    seen.disconnect();
    requestAnimationFrame(() => (now.querySelector(chosen) ?? now.querySelector("input, button"))?.focus());
  });
  seen.observe(byId("main"), { subtree: true, childList: true, attributeFilter: ["data-plan"] });
  setTimeout(() => seen.disconnect(), 5000);
}

function moveByKey(event) {
  const row = event.altKey && event.target.closest?.("[data-plan]");
  const way = event.shiftKey && event.key === "ArrowDown" ? "later" : ARROWS[event.key];
  const button = row && way && row.querySelector(`[data-move=${way}]`);
  if (!button || event.target.matches("select")) return;
  event.preventDefault();
  const chosen = event.target.matches("input") ? "input" : `[data-move=${way}]`;
  document.activeElement.blur();
  followPlan(row, chosen);
  button.click();
}

// Buttons of the frame say what they do in a data attribute, so that they need no handler in every page.
function useFrameButtons(setColorMode) {
  useEffect(() => {
    const pressed = (event) => {
      if (event.target.closest?.(".skip")) {
        event.preventDefault();
        byId("main")?.focus();
        return;
      }
      const toField = event.target.closest?.('[role="alert"] a[href*="#"]');
      if (toField) {
        event.preventDefault();
        byId(toField.hash.slice(1))?.focus();
        return;
      }
      const move = event.target.closest?.("[data-plan] [data-move]");
      if (move && event.isTrusted) followPlan(move.closest("[data-plan]"), `[data-move=${move.dataset.move}]`);
      const button = event.target.closest?.("[data-set-lang],[data-set-theme],[data-undo],[data-print],[data-csv]");
      if (!button) return;
      if (button.dataset.setLang) setLang(button.dataset.setLang);
      if (button.dataset.setTheme) setColorMode(button.dataset.setTheme);
      if ("undo" in button.dataset) byId("page-undo")?.click();
      if ("csv" in button.dataset) saveTable(button.closest("details, section, figure")?.querySelector("table"));
      if ("print" in button.dataset) window.print();
    };
    document.addEventListener("click", pressed);
    document.addEventListener("keydown", moveByKey);
    window.addEventListener("beforeprint", signPaper);
    document.addEventListener("toggle", placeMenu, true);
    const leaving = (event) => event.target.action?.endsWith("/sign-out") && dropDrafts();
    document.addEventListener("submit", leaving);
    if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", runCommand);
    return () => {
      document.removeEventListener("click", pressed);
      document.removeEventListener("keydown", moveByKey);
      window.removeEventListener("beforeprint", signPaper);
      document.removeEventListener("toggle", placeMenu, true);
      document.removeEventListener("submit", leaving);
      document.removeEventListener("click", runCommand);
    };
  }, [setColorMode]);
}

// The framework's own English banner for a new version is filled with our words.
function useNewVersion(sentence, label) {
  useEffect(() => {
    const seen = new MutationObserver((changes) => {
      for (const added of changes.flatMap((change) => [...change.addedNodes])) {
        if (!added.id?.includes("version") || added.dataset?.own) continue;
        added.dataset.own = "1";
        added.removeAttribute("style");
        added.className = "banner version";
        const button = added.querySelector("button");
        button.removeAttribute("style");
        button.textContent = label;
        added.replaceChildren(sentence, button);
      }
    });
    seen.observe(document.body, { childList: true });
    return () => seen.disconnect();
  }, [sentence, label]);
}

export function Frame({ newVersion, reload }) {
  useFocusOnNavigation();
  useFrameButtons(useTheme());
  useNewVersion(newVersion, reload);
  return null;
}

// Children are shown when the socket is gone for longer than a blink.
export function WhenOffline({ children }) {
  const failures = useContext(EventLoopContext)?.[1] ?? [];
  const [down, setDown] = useState(false);
  const [cable, setCable] = useState(true);
  useEffect(() => {
    const look = () => setCable(navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  const lost = failures.length > 0 || !cable;
  useEffect(() => {
    if (!lost) return setDown(false);
    const timer = setTimeout(() => setDown(true), OFFLINE_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  return down ? children : null;
}

// A message goes away by itself after ten seconds unless the pointer or the focus is on it; errors stay.
export function MessageTimer({ number, kind, onDone, children }) {
  const box = useRef(null);
  useEffect(() => {
    if (!kind || kind === "stop") return;
    let timer;
    const wait = () => {
      timer = setTimeout(() => {
        const held = box.current?.matches(":hover, :focus-within");
        if (held) wait();
        else onDone();
      }, MESSAGE_MS);
    };
    wait();
    return () => clearTimeout(timer);
  }, [number, kind]);
  return createElement("div", { ref: box, className: "says" }, children);
}

// Activity keeps the session alive; two minutes before it ends the dialog #session-ends opens.
export function SessionWatch({ idle, absolute, onStay }) {
  const touched = useRef(0);
  // Not among what starts the clock anew: the page draws itself again whenever the server says something.
  const told = useRef(onStay);
  told.current = onStay;
  useEffect(() => {
    if (!absolute) return;
    const began = Date.now();
    touched.current = began;
    const stay = () => {
      touched.current = Date.now();
      told.current();
    };
    const active = (event) => {
      if (event.target.closest?.("[data-stay]")) {
        byId("session-ends")?.close();
        return stay();
      }
      if (Date.now() - touched.current > TOUCH_SECONDS * 1000 && !byId("session-ends")?.open) stay();
    };
    const look = () => {
      const now = Date.now();
      const left = Math.min(touched.current + idle * 1000, began + absolute * 1000) - now;
      const dialog = byId("session-ends");
      if (left <= 0) return location.assign("/logga-in?fel=ended");
      if (left <= WARN_SECONDS * 1000) {
        if (dialog && !dialog.open) dialog.showModal();
      } else if (dialog?.open) dialog.close();
    };
    const timer = setInterval(look, 5000);
    const kinds = ["click", "keydown"];
    kinds.forEach((kind) => document.addEventListener(kind, active));
    return () => {
      clearInterval(timer);
      kinds.forEach((kind) => document.removeEventListener(kind, active));
    };
  }, [idle, absolute]);
  return null;
}

// Waiting content: nothing for 300 ms, so that what is quick does not flicker.
export function Patient({ children }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : null;
}

// An error summary takes the focus when it appears or changes.
export function FocusWhen({ value, children }) {
  const box = useRef(null);
  useEffect(() => {
    box.current?.querySelector("[tabindex]")?.focus();
  }, [JSON.stringify(value)]);
  return createElement("div", { ref: box }, children);
}

// Asks once a second for as long as it is on the page, and rests while nobody looks.
export function Ticker({ onTick }) {
  useEffect(() => {
    const timer = setInterval(() => document.hidden || onTick(), 1000);
    return () => clearInterval(timer);
  }, []);
  return null;
}
