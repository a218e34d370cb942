// The assessment matrix: a grid for the keyboard (W3C grid pattern), one student at a time on a phone.
// Focus moves here; values go to the server in batches (keycells.js).
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { spClock, spSay, useLang } from "$/public/i18n.js";
import { placeOf, useCells } from "$/public/keycells.js";
import { Keys, OneStudent, Panel, isSignal, shownCode } from "$/public/keypanel.jsx";

const NARROW = "screen and (max-width: 48rem)";
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const DASHES = new Set(["-", "–", "—"]);

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

function Grid({ caption, rows, columns, levels, cellOf, at, chosen, say, gridRef, onKeyDown, onPaste, onGo }) {
  return (
    <table className="matrix" role="grid" aria-label={caption} ref={gridRef} onKeyDown={onKeyDown} onPaste={onPaste}>
      <thead>
        <tr>
          <th scope="col">{say("student")}</th>
          {columns.map((column) => <th scope="col" key={column.id}>{column.name}</th>)}
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
                  {code ? shownCode(code) : <span className="sr">{say("empty")}</span>}
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
  const { read, write, undo, flush, status, savedAt } = useCells(matrix, answer, onSave);
  const [at, setAt] = useState({ r: 0, c: 0 });
  const [anchor, setAnchor] = useState(null);
  const [said, setSaid] = useState("");
  const grid = useRef(null);
  const comment = useRef(null);
  const moved = useRef(false);
  const typing = useRef("");
  const codes = useMemo(() => {
    const found = new Map(levels.flatMap(({ key, code }) => [[code.toUpperCase(), code], [key.toUpperCase(), code]]));
    DASHES.forEach((dash) => found.set(dash, "-"));
    return found;
  }, [levels]);
  // What may stand in a column: levels of the scale, or points up to the most; undefined for anything else.
  const legal = (column, raw) => {
    if (!column.most || DASHES.has(raw)) return codes.get(raw.toUpperCase());
    return /^\d{1,3}$/.test(raw) && Number(raw) <= column.most ? String(Number(raw)) : undefined;
  };

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
    typing.current = "";
    moved.current = focus;
    setAt({ r: Math.max(0, Math.min(rows.length - 1, r)), c: Math.max(0, Math.min(columns.length - 1, c)) });
  };
  const onGo = (r, c, event) => go(r, c, { extend: Boolean(event?.shiftKey) && c === at.c, focus: false });

  const setAll = (code) => {
    write(chosen.map((r) => [placeAt(r, at.c), { code }]));
    const spoken = code === "" ? say("empty") : code === "-" ? say("lacking") : code;
    setSaid(chosen.length > 1 ? say("filled", { code: spoken, n: chosen.length }) : spoken);
  };
  const scaleOf = (column) => (column.most ? `0–${column.most}` : levels.map((one) => one.code).join(" "));
  const illegal = (value, column = columns[at.c]) => setSaid(say("illegal", { value, scale: scaleOf(column) }));
  // Points are typed digit by digit: the first in a cell takes the place of what stood there.
  const typePoint = (digit) => {
    const value = legal(columns[at.c], typing.current + digit);
    if (value === undefined) return illegal(typing.current + digit);
    typing.current = value;
    setAll(value);
  };

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
        const code = legal(columns[at.c + j], value);
        if (code === undefined) wrong.push(value.slice(0, 12));
        else edits.push([placeAt(at.r + i, at.c + j), { code }]);
      }),
    );
    write(edits);
    if (wrong.length) illegal([...new Set(wrong)].slice(0, 3).join(", "));
    else setSaid(say("pasted", { n: edits.length }));
  };

  const empty = () => {
    typing.current = "";
    setAll("");
  };
  const commands = {
    Home: (control) => go(control ? 0 : at.r, 0),
    End: (control) => go(control ? rows.length - 1 : at.r, columns.length - 1),
    Enter: (_, shift) => go(at.r + (shift ? -1 : 1), at.c),
    Escape: () => setAnchor(null),
  };
  const plain = {
    Delete: () => empty(),
    Backspace: () => empty(),
    "?": () => document.getElementById(`${name}-keys`)?.togglePopover(),
  };
  const onKeyDown = (event) => {
    const { key, shiftKey: shift } = event;
    const control = event.ctrlKey || event.metaKey;
    const letter = key.toUpperCase();
    if (!["Shift", "Control", "Alt", "Meta"].includes(key)) setSaid("");
    const take = (act) => {
      event.preventDefault();
      act();
    };
    if (ARROWS[key] && !control && !event.altKey) {
      const [down, right] = ARROWS[key];
      return take(() => go(at.r + down, at.c + right, { extend: shift && right === 0 }));
    }
    if (commands[key]) return take(() => commands[key](control, shift));
    if (control && letter === "Z") return take(back);
    if (control && letter === "D") return take(fill);
    if (control || event.altKey) return;
    if (plain[key]) return take(plain[key]);
    if (columns[at.c].most && /^\d$/.test(key)) return take(() => typePoint(key));
    const code = legal(columns[at.c], key);
    if (code !== undefined) return take(() => setAll(code));
    if (letter === "K") return take(() => comment.current?.focus());
    if (key.length === 1 && key !== " ") take(() => illegal(letter));
  };

  if (!rows.length || !columns.length) return null;
  const shown = { rows, columns, levels, cellOf, say, lang, name, at, write };
  const saved = status === "saved" ? say("saved_at", { time: spClock(lang, savedAt) }) : status ? say(status) : "";
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
          <Grid {...shown} {...{ caption, chosen, onKeyDown, onGo }} gridRef={grid} onPaste={paste} />
        </div>
        <p className="legend">
          {drafts ? (
            <>
              <span className="with"><span className="mark" data-level="C">C</span>{say("published")}</span>
              <span className="with"><span className="mark draft">C</span>{say("draft_legend")}</span>
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
        <Keys say={say} levels={levels} columns={columns} all />
      </div>
    </div>
  );
}
