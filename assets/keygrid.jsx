// The assessment matrix: a grid for the keyboard (W3C grid pattern), one student at a time on a phone.
// Focus moves here; values go to the server in batches (keycells.js).
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { spClock, spSay, useLang } from "$/public/i18n.js";
import { codeOf, isOfNumber, isSignal, scaleWords, shownCode } from "$/public/gridscale.js";
import { placeOf, useCells } from "$/public/keycells.js";
import { Keys, OneStudent, Panel } from "$/public/keypanel.jsx";

const NARROW = "screen and (max-width: 48rem)";
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function useNarrow() {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const look = () => setNarrow(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return narrow;
}

function Grid({ caption, rows, columns, levels, cellOf, at, chosen, typed, say, lang, gridRef, onKeyDown, onPaste, onGo, onBlur }) {
  return (
    <table className="matrix" role="grid" aria-label={caption} ref={gridRef} {...{ onKeyDown, onPaste, onBlur }}>
      <thead>
        <tr>
          <th scope="col">{say("student")}</th>
          {columns.map((column) => <th scope="col" key={column.id}>{column.name}{column.line && <small className="under">{column.line[lang]}</small>}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={row.student_id}>
            <th scope="row">{row.name}</th>
            {columns.map((column, c) => {
              const cell = cellOf(r, c);
              const code = cell.clash ? cell.clash.mine.code : cell.code;
              const here = r === at.r && c === at.c;
              const published = cell.state === "published";
              const signal = isSignal(code, column, levels);
              const shown = here && typed !== null ? typed : code && shownCode(code, column, lang);
              return (
                <td
                  key={column.id}
                  tabIndex={here ? 0 : -1}
                  data-level={published && code ? code : undefined}
                  data-state={!published && cell.state ? cell.state : undefined}
                  data-signal={signal ? "" : undefined}
                  data-chosen={c === at.c && chosen.length > 1 && chosen.includes(r) ? "" : undefined}
                  data-noted={cell.comment ? "" : undefined}
                  aria-selected={(c === at.c && chosen.includes(r)) || undefined}
                  onMouseDown={(event) => onGo(r, c, event)}
                  onFocus={() => !here && onGo(r, c)}
                >
                  {shown ? shown : <span className="sr">{say("empty")}</span>}
                  {code && !published ? <span className="sr"> {say(cell.state)}</span> : null}
                  {signal ? <span className="sr">, {say("signal")}</span> : null}
                  {cell.comment ? <span className="sr">, {say("has_comment")}</span> : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function KeyGrid({ name = "matrix", caption, source = "", matrix, answer, words, drafts = true, onSave, onHistory }) {
  const { rows, columns, levels } = matrix;
  const lang = useLang();
  const narrow = useNarrow();
  const say = useCallback((key, params = {}) => spSay(lang, words[key][lang], params), [lang, words]);
  const { read, write, undo, flush, status, savedAt } = useCells(name, matrix, answer, onSave);
  const [at, setAt] = useState({ r: 0, c: 0 });
  const [anchor, setAnchor] = useState(null);
  const [said, setSaid] = useState("");
  const [typed, setTyped] = useState(null);
  const grid = useRef(null);
  const comment = useRef(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector('td[tabindex="0"]')?.focus();
  }, [at]);
  useEffect(() => {
    setAt(({ r, c }) => ({ r: Math.min(r, Math.max(0, rows.length - 1)), c: Math.min(c, Math.max(0, columns.length - 1)) }));
  }, [matrix]);

  const placeAt = (r, c) => placeOf(rows[r].student_id, columns[c].id);
  const cellOf = (r, c) => read(placeAt(r, c));
  const chosen = useMemo(() => {
    const from = Math.min(anchor ?? at.r, at.r);
    return Array.from({ length: Math.abs((anchor ?? at.r) - at.r) + 1 }, (_, i) => from + i);
  }, [anchor, at]);

  const go = (r, c, { extend = false, focus = true } = {}) => {
    setAnchor(extend ? (anchor ?? at.r) : null);
    moved.current = focus;
    setAt({ r: Math.max(0, Math.min(rows.length - 1, r)), c: Math.max(0, Math.min(columns.length - 1, c)) });
  };
  const onGo = (r, c, event) => {
    leave();
    go(r, c, { extend: Boolean(event?.shiftKey) && c === at.c, focus: false });
  };

  const setAll = (code) => {
    write(chosen.map((r) => [placeAt(r, at.c), { code }]));
    const spoken = code === "" ? say("empty") : code === "-" ? say("lacking") : shownCode(code, columns[at.c], lang);
    setSaid(chosen.length > 1 ? say("filled", { code: spoken, n: chosen.length }) : spoken);
  };
  const illegal = (value) => setSaid(say("illegal", { value, scale: scaleWords(columns[at.c], levels, lang) }));
  // Points are typed letter by letter and taken when one leaves the cell; what cannot stand there is not left.
  const take = () => {
    if (typed === null) return true;
    const code = codeOf(columns[at.c], levels, typed);
    if (code === undefined) {
      illegal(typed);
      return false;
    }
    setTyped(null);
    setAll(code);
    return true;
  };
  const leave = () => take() || setTyped(null);
  const leaving = useRef(leave);
  leaving.current = leave;
  useEffect(() => {
    const closing = () => leaving.current();
    window.addEventListener("beforeunload", closing, true);
    return () => window.removeEventListener("beforeunload", closing, true);
  }, []);

  // From the cell above, or from the first chosen cell to the others.
  const fill = () => {
    const from = chosen.length > 1 ? chosen[0] : at.r - 1;
    if (from >= 0) setAll(cellOf(from, at.c).code);
  };
  const back = () => {
    const places = undo();
    if (!places.length) return setSaid(say("nothing_to_undo"));
    const [student, criterion] = places[0].split("/");
    const r = rows.findIndex((row) => row.student_id === student);
    const c = columns.findIndex((column) => column.id === criterion);
    setSaid(say("undone"));
    if (r >= 0 && c >= 0) go(r, c);
  };
  const paste = (event) => {
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const edits = [];
    const wrong = [];
    lines.forEach((line, i) =>
      line.split("\t").forEach((raw, j) => {
        const value = raw.trim();
        if (!value || at.r + i >= rows.length || at.c + j >= columns.length) return;
        const code = codeOf(columns[at.c + j], levels, value);
        if (code === undefined) wrong.push(value.slice(0, 12));
        else edits.push([placeAt(at.r + i, at.c + j), { code }]);
      }),
    );
    write(edits);
    if (wrong.length) illegal([...new Set(wrong)].slice(0, 3).join(", "));
    else setSaid(say("pasted", { n: edits.length }));
  };

  const commands = {
    Home: (control) => go(control ? 0 : at.r, 0),
    End: (control) => go(control ? rows.length - 1 : at.r, columns.length - 1),
    Enter: (_, shift) => go(at.r + (shift ? -1 : 1), at.c),
    Escape: () => {
      setTyped(null);
      setAnchor(null);
    },
  };
  const plain = {
    Delete: () => {
      setTyped(null);
      setAll("");
    },
    Backspace: () => (typed ? setTyped(typed.slice(0, -1)) : setAll("")),
    "?": () => document.getElementById(`${name}-keys`)?.togglePopover(),
  };
  const onKeyDown = (event) => {
    const { key, shiftKey: shift } = event;
    const control = event.ctrlKey || event.metaKey;
    const letter = key.toUpperCase();
    if (!["Shift", "Control", "Alt", "Meta"].includes(key)) setSaid("");
    const column = columns[at.c];
    const act = (what, { keepTyped = false } = {}) => {
      event.preventDefault();
      if (keepTyped || take()) what();
    };
    if (ARROWS[key] && !control && !event.altKey) {
      const [down, right] = ARROWS[key];
      return act(() => go(at.r + down, at.c + right, { extend: shift && right === 0 }));
    }
    if (commands[key]) return act(() => commands[key](control, shift), { keepTyped: key === "Escape" });
    if (control && letter === "Z") return typed === null ? act(back) : act(() => setTyped(null), { keepTyped: true });
    if (control && letter === "D") return act(fill);
    if (control || event.altKey) return;
    if (isOfNumber(column, key)) return act(() => setTyped(((typed ?? "") + key).slice(0, 6)), { keepTyped: true });
    if (plain[key]) return act(plain[key], { keepTyped: true });
    const code = key.length === 1 && key !== " " ? codeOf(column, levels, key) : undefined;
    if (code !== undefined) return act(() => setAll(code));
    if (letter === "K") return act(() => comment.current?.focus());
    if (key.length === 1 && key !== " ") act(() => illegal(letter));
  };

  const onBlur = (event) => !event.currentTarget.contains(event.relatedTarget) && leave();

  if (!rows.length || !columns.length) return null;
  const shown = { rows, columns, levels, cellOf, say, lang, name, at, write };
  const saved = status === "saved" ? say("saved_at", { time: spClock(lang, savedAt) }) : status ? say(status) : "";
  const { most, scale } = columns[at.c];
  const sample = most || shownCode((scale ?? [{ code: "C" }])[0].code, columns[at.c], lang);
  const foot = (
    <p className="between small soft">
      <span data-saving={status}>{saved}</span>
      <span role="status">{said}</span>
    </p>
  );
  if (narrow) return <div className="stack"><OneStudent {...shown} {...{ placeAt, setAt }} />{foot}</div>;
  return (
    <div className="split" style={{ "--side": "17rem", "--gx": "32px" }}>
      <div className="stack" style={{ "--gap": "12px" }}>
        <div className="scroll card" role="region" aria-label={say("scroll")} tabIndex={0}>
          <Grid {...shown} {...{ caption, chosen, typed, onKeyDown, onGo }} gridRef={grid} onPaste={paste} onBlur={onBlur} />
        </div>
        <p className="legend">
          {drafts ? (
            <>
              <span className="with"><span className="mark" data-level={sample}>{sample}</span>{say("published")}</span>
              <span className="with"><span className="mark draft">{sample}</span>{say("draft_legend")}</span>
            </>
          ) : (
            <span className="with"><span className="mark" data-signal="" />{say("signal")}</span>
          )}
          <span className="with"><span className="mark" data-level="-">–</span>{say("lacking")}</span>
        </p>
        {foot}
      </div>
      <Panel
        {...shown}
        {...{ source, onHistory }}
        row={rows[at.r]}
        column={columns[at.c]}
        cell={cellOf(at.r, at.c)}
        place={placeAt(at.r, at.c)}
        box={comment}
        onLeave={() => grid.current?.querySelector('td[tabindex="0"]')?.focus()}
      />
      <div id={`${name}-keys`} popover="auto" className="keys-help">
        <h2>{say("keys")}</h2>
        <Keys {...{ say, levels, lang, columns }} all />
      </div>
    </div>
  );
}
