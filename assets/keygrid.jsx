// The assessment matrix: a grid for the keyboard (W3C grid pattern), one student at a time on a phone.
// Focus moves here; values go to the server in batches half a second after the last key.
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import { spClock, spSay, useLang } from "$/public/i18n.js";

const PAUSE_MS = 500;
const MOST_UNDO = 100;
const NARROW = "(max-width: 48rem)";
const nameOf = (row, column) => `${row}|${column}`;

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

// What has been typed and not yet answered lies over what the server has said.
function usePending(rows, columns, answered, onSet) {
  const [pending, setPending] = useState({});
  const queue = useRef(new Map());
  const batch = useRef(0);
  const timer = useRef();
  const sender = useRef(onSet);
  sender.current = onSet;

  useEffect(() => {
    setPending((old) => Object.fromEntries(Object.entries(old).filter(([, one]) => !(one.batch && one.batch <= answered))));
  }, [answered, rows]);

  const flush = () => {
    clearTimeout(timer.current);
    if (queue.current.size === 0) return;
    batch.current += 1;
    const changes = [...queue.current.values()];
    const number = batch.current;
    setPending((old) => {
      const next = { ...old };
      changes.forEach((change) => {
        const name = nameOf(change.student_id, change.criterion_id);
        if (next[name]) next[name] = { ...next[name], batch: number };
      });
      return next;
    });
    queue.current = new Map();
    sender.current(changes, number);
  };
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && flush();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      flush();
    };
  }, []);

  const write = (edits) => {
    setPending((old) => {
      const next = { ...old };
      edits.forEach(({ r, c, code }) => (next[nameOf(rows[r].student_id, columns[c].id)] = { code }));
      return next;
    });
    edits.forEach(({ r, c, code }) => {
      const change = {
        student_id: rows[r].student_id,
        criterion_id: columns[c].id,
        code,
        version: rows[r].cells[c]?.version ?? 0,
      };
      queue.current.set(nameOf(change.student_id, change.criterion_id), change);
    });
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, PAUSE_MS);
  };
  return [pending, write, flush];
}

function Panel({ row, column, cell, levels, say, lang, onComment, commentBox, onLeave, name }) {
  const [text, setText] = useState(cell.comment ?? "");
  const place = `${row.student_id}|${column.id}`;
  const kept = useRef(cell.comment ?? "");
  useEffect(() => {
    kept.current = cell.comment ?? "";
    setText(kept.current);
  }, [place, cell.comment]);
  const send = () => {
    if (text === kept.current) return;
    kept.current = text;
    onComment(row.student_id, column.id, text, cell.version ?? 0);
  };
  return (
    <aside className="stack" style={{ "--gap": "24px" }} aria-labelledby={`${name}-where`}>
      <section className="stack ruled" style={{ "--gap": "12px" }}>
        <div>
          <p className="small soft">{row.name}</p>
          <h2 id={`${name}-where`}>{column.name}</h2>
        </div>
        <p className="with">
          {cell.code ? (
            <span className={cell.state === "published" ? "mark" : "mark draft"} data-level={cell.state === "published" ? cell.code : undefined}>
              {cell.code === "-" ? "–" : cell.code}
            </span>
          ) : null}
          <span className="small">
            {say(cell.state || "none")}
            {cell.at ? ` ${spClock(lang, cell.at)}` : ""}
          </span>
        </p>
        <dl className="pairs">
          {(column.wordings ?? []).flatMap((wording) => [
            <dt key={`${wording.level}t`}>{wording.level}</dt>,
            <dd key={`${wording.level}d`}>{wording.text}</dd>,
          ])}
        </dl>
        {onComment && (
          <div className="field">
            <label htmlFor={`${name}-comment`}>{say("comment", { name: row.name })}</label>
            <textarea
              id={`${name}-comment`}
              ref={commentBox}
              rows={3}
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onBlur={send}
              onKeyDown={(event) => {
                if (event.key !== "Escape") return;
                send();
                onLeave();
              }}
            />
          </div>
        )}
      </section>
      <section className="stack ruled wide" style={{ "--gap": "8px" }}>
        <h3>{say("keys")}</h3>
        <Keys say={say} levels={levels} />
      </section>
    </aside>
  );
}

function Keys({ say, levels }) {
  const rows = [
    [levels.map((one) => one.key.toUpperCase()).join(" "), "key_set"],
    ["Enter", "key_next"],
    ["K", "key_comment"],
    ["Del", "key_clear"],
    ["Ctrl+D", "key_fill"],
    ["Ctrl+V", "key_paste"],
    ["Ctrl+Z", "key_undo"],
    ["?", "key_help"],
  ];
  return (
    <dl className="pairs keys">
      {rows.flatMap(([keys, text]) => [
        <dt key={keys}>{keys.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>,
        <dd key={text}>{say(text)}</dd>,
      ])}
    </dl>
  );
}

function OneStudent({ rows, columns, levels, cellOf, at, setAt, put, say, name }) {
  const row = rows[at.r];
  const turn = (step) => setAt({ r: (at.r + step + rows.length) % rows.length, c: at.c });
  return (
    <section className="card stack" aria-labelledby={`${name}-one`}>
      <div className="between">
        <button type="button" className="icon" aria-label={say("previous")} onClick={() => turn(-1)}>
          <svg className="i" aria-hidden="true"><use href="/icons.svg#left" /></svg>
        </button>
        <div className="middle" aria-live="polite">
          <h2 id={`${name}-one`}>{row.name}</h2>
          <p className="small soft">{say("of", { at: at.r + 1, all: rows.length })}</p>
        </div>
        <button type="button" className="icon" aria-label={say("next")} onClick={() => turn(1)}>
          <svg className="i" aria-hidden="true"><use href="/icons.svg#right" /></svg>
        </button>
      </div>
      <ul className="list">
        {columns.map((column, c) => {
          const cell = cellOf(at.r, c);
          return (
            <li key={column.id}>
              <div className="stack grow" style={{ "--gap": "4px" }}>
                <div className="between">
                  <span>{column.name}</span>
                  <span className="small soft">{say(cell.state || "none")}</span>
                </div>
                <fieldset className="seg whole">
                  <legend className="sr">{column.name}</legend>
                  {levels.map((level) => (
                    <label key={level.code}>
                      <input
                        type="radio"
                        name={`${name}-${row.student_id}-${column.id}`}
                        checked={cell.code === level.code}
                        onChange={() => put([{ r: at.r, c, code: level.code }])}
                      />
                      {level.code === "-" ? "–" : level.code}
                    </label>
                  ))}
                </fieldset>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function KeyGrid({ name = "matrix", caption, columns = [], rows = [], levels = [], words, answered = 0, studentHref, onSet, onComment }) {
  const lang = useLang();
  const narrow = useNarrow();
  const say = (key, params = {}) => spSay(lang, words[key][lang], params);
  const [pending, write, flush] = usePending(rows, columns, answered, onSet);
  const [at, setAt] = useState({ r: 0, c: 0 });
  const [anchor, setAnchor] = useState(null);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const undo = useRef([]);
  const grid = useRef(null);
  const comment = useRef(null);
  const moved = useRef(false);
  const byKey = useMemo(() => Object.fromEntries(levels.map((one) => [one.key.toLowerCase(), one.code])), [levels]);
  const codes = useMemo(() => new Map(levels.map((one) => [one.code.toUpperCase(), one.code])), [levels]);

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector('td[tabindex="0"]')?.focus();
  }, [at]);
  const waiting = Object.keys(pending).length;
  const wrote = useRef(false);
  useEffect(() => {
    if (waiting) {
      wrote.current = true;
      setSaid("saving");
    } else if (wrote.current) {
      wrote.current = false;
      setSaid("saved");
    }
  }, [waiting]);

  if (!rows.length || !columns.length) return null;

  const cellOf = (r, c) => {
    const cell = rows[r].cells[c] ?? {};
    const typed = pending[nameOf(rows[r].student_id, columns[c].id)];
    return typed ? { ...cell, code: typed.code, state: "saving" } : cell;
  };
  const put = (edits) => {
    const real = edits.filter(({ r, c, code }) => rows[r] && columns[c] && cellOf(r, c).code !== code);
    if (!real.length) return;
    undo.current.push(real.map(({ r, c }) => ({ r, c, code: cellOf(r, c).code ?? "" })));
    if (undo.current.length > MOST_UNDO) undo.current.shift();
    write(real);
  };
  const back = () => {
    const last = undo.current.pop();
    if (last) write(last);
  };
  const go = (r, c, { extend = false } = {}) => {
    setAnchor(extend ? (anchor ?? at.r) : null);
    moved.current = true;
    setAt({ r: Math.max(0, Math.min(rows.length - 1, r)), c: Math.max(0, Math.min(columns.length - 1, c)) });
  };
  const range = anchor === null ? [at.r, at.r] : [Math.min(anchor, at.r), Math.max(anchor, at.r)];
  const inRange = () => Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i);
  const fill = () => {
    const from = range[0] === range[1] ? at.r - 1 : range[0];
    if (from < 0) return;
    const code = cellOf(from, at.c).code ?? "";
    put(inRange().filter((r) => r !== from).map((r) => ({ r, c: at.c, code })));
  };
  const paste = (event) => {
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const refused = [];
    const edits = [];
    lines.forEach((line, i) =>
      line.split("\t").forEach((raw, j) => {
        const value = raw.trim().toUpperCase().replace("–", "-");
        if (value !== "" && !codes.has(value)) refused.push(raw.trim().slice(0, 12));
        else edits.push({ r: at.r + i, c: at.c + j, code: codes.get(value) ?? "" });
      }),
    );
    put(edits);
    setWrong([...new Set(refused)].slice(0, 3).join(", "));
  };
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const onKeyDown = (event) => {
    const control = event.ctrlKey || event.metaKey;
    const take = () => event.preventDefault();
    setWrong("");
    if (arrows[event.key]) {
      take();
      const [dr, dc] = arrows[event.key];
      return go(at.r + dr, at.c + dc, { extend: event.shiftKey && dc === 0 });
    }
    if (event.key === "Home") return take(), go(control ? 0 : at.r, 0);
    if (event.key === "End") return take(), go(control ? rows.length - 1 : at.r, columns.length - 1);
    if (event.key === "PageUp" && !control) return take(), go(at.r - 10, at.c);
    if (event.key === "PageDown" && !control) return take(), go(at.r + 10, at.c);
    if (event.key === "Enter") return take(), go(at.r + (event.shiftKey ? -1 : 1), at.c);
    if (event.key === "Escape") return setAnchor(null);
    if (control && event.key.toLowerCase() === "z") return take(), back();
    if (control && event.key.toLowerCase() === "d") return take(), fill();
    if (control || event.altKey) return;
    if (event.key === "Delete" || event.key === "Backspace") return take(), put(inRange().map((r) => ({ r, c: at.c, code: "" })));
    if (event.key === "?") return take(), document.getElementById(`${name}-keys`)?.togglePopover();
    const key = event.key.toLowerCase();
    if (byKey[key] !== undefined) {
      take();
      put(inRange().map((r) => ({ r, c: at.c, code: byKey[key] })));
      return;
    }
    if (key === "k" && onComment) {
      take();
      flush();
      return comment.current?.focus();
    }
    if (event.key.length === 1 && event.key !== " ") setWrong(event.key.toUpperCase());
  };

  const status = wrong ? say("illegal", { value: wrong }) : said && say(said);
  const message = <p className="small soft" role="status">{status || " "}</p>;
  if (narrow) {
    return (
      <div className="stack">
        <OneStudent {...{ rows, columns, levels, cellOf, at, setAt, put, say, name }} />
        {message}
      </div>
    );
  }
  const here = cellOf(at.r, at.c);
  return (
    <div className="split" style={{ "--side": "17rem", "--gx": "32px" }}>
      <div className="stack" style={{ "--gap": "8px" }}>
        <div className="scroll card">
          <table className="matrix" role="grid" aria-label={caption} ref={grid} onKeyDown={onKeyDown} onPaste={paste}>
            <thead>
              <tr>
                <th scope="col">{say("student")}</th>
                {columns.map((column) => <th scope="col" key={column.id}>{column.name}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, r) => (
                <tr key={row.student_id}>
                  <th scope="row">{studentHref ? <Link to={studentHref + row.student_id}>{row.name}</Link> : row.name}</th>
                  {columns.map((column, c) => {
                    const cell = cellOf(r, c);
                    const focused = r === at.r && c === at.c;
                    const shown = cell.code === "-" ? "–" : cell.code;
                    const published = cell.state === "published";
                    return (
                      <td
                        key={column.id}
                        tabIndex={focused ? 0 : -1}
                        data-level={published && cell.code ? cell.code : undefined}
                        data-state={!published && cell.state ? cell.state : undefined}
                        data-chosen={c === at.c && r >= range[0] && r <= range[1] && range[0] !== range[1] ? "" : undefined}
                        data-noted={cell.comment ? "" : undefined}
                        aria-selected={focused || undefined}
                        onClick={() => go(r, c)}
                        onFocus={() => !focused && setAt({ r, c })}
                      >
                        {shown || <span className="sr">{say("empty")}</span>}
                        {shown && !published && <span className="sr"> {say(cell.state || "draft")}</span>}
                        {cell.comment ? <span className="sr">, {say("has_comment")}</span> : null}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="between">
          <p className="legend">
            <span className="with"><span className="mark" data-level="C">C</span>{say("published")}</span>
            <span className="with"><span className="mark draft">C</span>{say("draft_legend")}</span>
            <span className="with"><span className="mark" data-level="-">–</span>{say("lacking")}</span>
          </p>
          {message}
        </div>
      </div>
      <Panel
        row={rows[at.r]}
        column={columns[at.c]}
        cell={here}
        {...{ levels, say, lang, onComment, name }}
        commentBox={comment}
        onLeave={() => grid.current?.querySelector('td[tabindex="0"]')?.focus()}
      />
      <div id={`${name}-keys`} popover="auto" className="keys-help">
        <h2>{say("keys")}</h2>
        <Keys say={say} levels={levels} />
      </div>
    </div>
  );
}
