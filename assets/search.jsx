// The search of the header: a combobox. "/" goes to it, arrows choose, Enter opens, Escape empties it.
import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

const WAIT_MS = 200;
const SHORTEST = 2;
const TYPED_IN = "input, textarea, select, [contenteditable], dialog[open] *";

export function Combobox({ label, opens, told, nothing, asked, count, onLook, children }) {
  const box = useRef(null);
  const field = useRef(null);
  const timer = useRef(0);
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  const [wide, setWide] = useState(false);
  const [at, setAt] = useState(-1);
  const { pathname, search } = useLocation();

  const wanted = text.trim();
  const answered = shown && wanted.length >= SHORTEST && asked === wanted;
  const listed = answered && count > 0;
  const options = () => [...box.current.querySelectorAll('[role="option"]')];

  const close = () => {
    clearTimeout(timer.current);
    if (asked || wanted) onLook("");
    setText("");
    setShown(false);
    setWide(false);
    setAt(-1);
  };

  const type = (event) => {
    const typed = event.target.value;
    setText(typed);
    setShown(true);
    setAt(-1);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onLook(typed.trim()), WAIT_MS);
  };

  const press = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && listed) {
      event.preventDefault();
      setAt((at + step + count + (at < 0 && step < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && listed) {
      event.preventDefault();
      options()[Math.max(at, 0)]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  };

  useEffect(() => {
    options().forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
  }, [at, asked, count, listed]);

  useEffect(close, [pathname, search]);

  useEffect(() => {
    const slash = (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(TYPED_IN)) return;
      event.preventDefault();
      setWide(true);
      requestAnimationFrame(() => field.current?.focus());
    };
    document.addEventListener("keydown", slash);
    return () => document.removeEventListener("keydown", slash);
  }, []);

  const open = () => {
    setWide(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  const leave = (event) => !box.current.contains(event.relatedTarget) && close();

  return (
    <div ref={box} role="search" className={wide ? "search wide-open" : "search"} onBlur={leave}>
      <button type="button" className="icon" aria-label={opens} aria-expanded={wide} onClick={open}>
        <svg className="i" aria-hidden="true"><use href="/icons.svg#search" /></svg>
      </button>
      <div className="look">
        <svg className="i" aria-hidden="true"><use href="/icons.svg#search" /></svg>
        <input
          ref={field}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck="false"
          maxLength="60"
          aria-label={label}
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={listed}
          aria-controls="found"
          aria-activedescendant={listed && at >= 0 ? `found-${at}` : undefined}
          placeholder={label}
          value={text}
          onChange={type}
          onKeyDown={press}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <div className="found card" hidden={!answered} onMouseDown={(event) => event.preventDefault()} onClick={() => setTimeout(close, 0)}>
        {children}
        {answered && !count ? <p className="small soft">{nothing}</p> : null}
      </div>
      <p className="sr" role="status">{answered ? (count ? told : nothing) : ""}</p>
    </div>
  );
}
