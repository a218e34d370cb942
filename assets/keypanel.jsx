// Beside the matrix: the cell one is in, in the words of the syllabus; and on a phone, one student at a time.
import { useEffect, useRef, useState } from "react";
import { codeOf, isSignal, shownCode } from "$/public/gridscale.js";
import { spClock, spDay } from "$/public/i18n.js";

const Icon = ({ name }) => (
  <svg className="i" aria-hidden="true"><use href={`/icons.svg#${name}`} /></svg>
);

// A level as it looks: filled when it is shown to the student, with a dashed rim while it is a draft.
function Mark({ cell, column, lang }) {
  if (!cell.code) return null;
  const published = cell.state === "published";
  return (
    <span className={published ? "mark" : "mark draft"} data-level={published ? cell.code : undefined}>
      {shownCode(cell.code, column, lang)}
    </span>
  );
}

export function stateWords(cell, say, lang) {
  if (cell.state === "saving") return say("saving");
  if (cell.state === "error") return say("error");
  if (!cell.state) return say("none");
  const today = new Date().toLocaleDateString("sv-SE");
  const day = cell.at.startsWith(today) ? "" : `${spDay(lang, cell.at, "short")} `;
  return say(`${cell.state}_at`, { time: day + spClock(lang, cell.at) });
}

// Two wrote the same cell: both are shown, and the own one is kept until one chooses.
function Clash({ cell, column, say, lang, onKeep, onTake }) {
  const { by, mine } = cell.clash;
  const words = (code) => shownCode(code, column, lang) || "–";
  return (
    <div className="banner stop" role="alert">
      <div className="grow">{say("clash", { name: by, theirs: words(cell.code), mine: words(mine.code) })}</div>
      <div className="btns">
        <button type="button" onClick={() => onKeep(mine)}>{say("keep_mine")}</button>
        <button type="button" className="quiet" onClick={onTake}>{say("take_theirs")}</button>
      </div>
    </div>
  );
}

// A comment goes to the queue a second after the last letter and when one leaves the field.
export function Comment({ id, label, cell, place, onWrite, onLeave, box }) {
  const [text, setText] = useState(cell.comment);
  const typed = useRef(null);
  const send = () => {
    if (typed.current === null) return;
    onWrite(typed.current);
    typed.current = null;
  };
  useEffect(() => () => send(), [place]);
  useEffect(() => {
    if (typed.current === null) setText(cell.comment);
  }, [place, cell.comment]);
  useEffect(() => {
    if (typed.current === null) return;
    const timer = setTimeout(send, 1000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={box}
        rows={3}
        maxLength={1000}
        value={text}
        onChange={(event) => {
          typed.current = event.target.value;
          setText(event.target.value);
        }}
        onBlur={send}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          send();
          onLeave?.();
        }}
      />
    </div>
  );
}

export const Wordings = ({ wordings }) => (
  <dl className="pairs">
    {wordings.flatMap(({ level, text }) => [<dt key={`${level}t`}>{level}</dt>, <dd key={`${level}d`}>{text}</dd>])}
  </dl>
);

// The words of each level, or what the points mean.
function Scale({ column, say }) {
  const { limit, most, wordings } = column;
  if (!limit) return <Wordings wordings={wordings} />;
  return (
    <Wordings
      wordings={[
        { level: `0–${limit - 1}`, text: say("signal") },
        { level: `${limit}–${most}`, text: say("as_expected") },
      ]}
    />
  );
}

export function Panel({ row, column, cell, source, place, levels, say, lang, name, box, write, onLeave, onHistory }) {
  return (
    <aside className="stack" style={{ "--gap": "24px" }} aria-labelledby={`${name}-where`}>
      <section className="stack ruled" style={{ "--gap": "12px" }}>
        <div>
          <p className="small soft">{row.name}</p>
          <h2 id={`${name}-where`}>{column.name}</h2>
        </div>
        <p className="with">
          <Mark {...{ cell, column, lang }} />
          <span className="small">{stateWords(cell, say, lang)}</span>
        </p>
        {isSignal(cell.code, column, levels) && <p className="small signal">{say("signal_why")}</p>}
        {cell.clash && (
          <Clash {...{ cell, column, say, lang }} onKeep={(mine) => write([[place, mine]])} onTake={() => write([[place, { code: cell.code, comment: cell.comment }]])} />
        )}
        <Scale column={column} say={say} />
        {source && <p className="tiny soft">{source}</p>}
        <Comment
          id={`${name}-comment`}
          label={say("comment", { name: row.name })}
          onWrite={(comment) => write([[place, { comment }]])}
          {...{ cell, place, onLeave, box }}
        />
        {cell.version > 0 && (
          <div className="btns">
            <button
              type="button"
              className="quiet"
              {...{ command: "show-modal", commandfor: `${name}-history` }}
              onClick={() => onHistory(...place.split("/"))}
            >
              {say("history")}
            </button>
          </div>
        )}
      </section>
      <section className="stack ruled" style={{ "--gap": "8px" }} aria-labelledby={`${name}-keys-h`}>
        <h3 id={`${name}-keys-h`}>{say("keys")}</h3>
        <Keys {...{ say, levels, lang }} columns={[column]} />
      </section>
    </aside>
  );
}

const SHORT = ["key_set", "key_points", "state", "key_next", "key_comment", "key_fill", "key_undo", "key_help"];

// Why there is no result, where the columns say so with keys of their own.
const statesOf = ({ scale = [], wordings }) => scale.slice(wordings.length).filter(({ code }) => code !== "-");

export function Keys({ say, levels, columns, lang, all = false }) {
  const byLevel = columns.filter((one) => !one.most);
  const letters = [
    ...new Set(byLevel.flatMap((one) => (one.scale ? one.wordings.map(({ level }) => level) : levels.map(({ key }) => key)))),
  ].map((key) => key.toUpperCase()).sort();
  const most = Math.max(0, ...columns.map((one) => one.most ?? 0));
  const states = columns.length ? statesOf(columns[0]) : [];
  const rows = [
    ...(most ? [[[`0–${most}`], "key_points"]] : []),
    ...(letters.length ? [[[`${letters[0]}–${letters.at(-1)}`], "key_set"]] : []),
    ...states.map(({ key, name }) => [[key.toUpperCase()], "state", name[lang]]),
    [["–"], "key_lacking"],
    [["Enter"], "key_next"],
    [["↑", "↓", "←", "→"], "key_move"],
    [["Shift", "↓"], "key_choose"],
    [["K"], "key_comment"],
    [["Delete"], "key_clear"],
    [["Ctrl", "D"], "key_fill"],
    [["Ctrl", "V"], "key_paste"],
    [["Ctrl", "Z"], "key_undo"],
    [["Home", "End"], "key_ends"],
    [["?"], "key_help"],
  ];
  return (
    <dl className="pairs keys">
      {rows
        .filter(([, text]) => all || SHORT.includes(text) || (states.length && text === "key_lacking"))
        .flatMap(([keys, text, words]) => [
          <dt key={`${keys[0]}k`}>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>,
          <dd key={keys[0]}>{words ?? say(text)}</dd>,
        ])}
    </dl>
  );
}

// A phone: the criteria of one student as strips, with previous and next.
export function OneStudent({ rows, columns, levels, cellOf, placeAt, at, setAt, write, say, lang, name }) {
  const row = rows[at.r];
  const turn = (step) => setAt({ r: (at.r + step + rows.length) % rows.length, c: at.c });
  return (
    <section className="card stack" aria-labelledby={`${name}-one`}>
      <div className="between">
        <button type="button" className="icon" aria-label={say("previous")} onClick={() => turn(-1)}><Icon name="left" /></button>
        <div className="middle" aria-live="polite">
          <h2 id={`${name}-one`}>{row.name}</h2>
          <p className="small soft">{say("of", { at: at.r + 1, all: rows.length })}</p>
        </div>
        <button type="button" className="icon" aria-label={say("next")} onClick={() => turn(1)}><Icon name="right" /></button>
      </div>
      <ul className="list">
        {columns.map((column, c) => (
          <Strip key={column.id} {...{ row, column, levels, write, say, lang, name }} cell={cellOf(at.r, c)} place={placeAt(at.r, c)} />
        ))}
      </ul>
    </section>
  );
}

function Strip({ row, column, levels, cell, place, write, say, lang, name }) {
  const choose = (code) => write([[place, { code }]]);
  return (
    <li>
      <div className="stack grow" style={{ "--gap": "4px" }}>
        <div className="between">
          <span>{column.name}{column.line && <small className="under">{column.line[lang]}</small>}</span>
          <span className="small soft">{stateWords(cell, say, lang)}</span>
        </div>
        <fieldset className="seg whole">
          <legend className="sr">{column.name}</legend>
          {(column.scale ?? [...(column.most ? [] : levels), { code: "-" }]).map(({ code }) => (
            <label key={code}>
              <input type="radio" name={`${name}-${place}`} checked={cell.code === code} onChange={() => choose(code)} />
              {code === "-" ? <><span aria-hidden="true">–</span><span className="sr">{say("lacking")}</span></> : shownCode(code, column, lang)}
            </label>
          ))}
        </fieldset>
        {isSignal(cell.code, column, levels) && <p className="small signal">{say("signal")}</p>}
        {column.most > 0 && <Points id={`${name}-p-${column.id}`} {...{ column, levels, cell, say, lang, choose }} />}
        {cell.clash && (
          <Clash {...{ cell, column, say, lang }} onKeep={(mine) => write([[place, mine]])} onTake={() => choose(cell.code)} />
        )}
        <details>
          <summary>{say(cell.comment ? "more_commented" : "more")}</summary>
          <div className="stack" style={{ "--gap": "12px" }}>
            <Scale column={column} say={say} />
            <Comment
              id={`${name}-c-${column.id}`}
              label={say("comment", { name: row.name })}
              onWrite={(comment) => write([[place, { comment }]])}
              {...{ cell, place }}
            />
            {cell.code && (
              <div className="btns"><button type="button" className="quiet" onClick={() => choose("")}>{say("key_clear")}</button></div>
            )}
          </div>
        </details>
      </div>
    </li>
  );
}

// Points on a phone: a field with the keys of numbers, taken when one leaves it.
function Points({ id, column, levels, cell, say, lang, choose }) {
  const isState = ({ code }) => code === cell.code;
  const stands = cell.code === "-" || column.scale?.some(isState) ? "" : shownCode(cell.code, column, lang);
  const [text, setText] = useState(stands);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setText(stands), [stands]);
  const take = () => {
    const code = text.trim() ? codeOf(column, levels, text) : "";
    setWrong(code === undefined);
    if (code !== undefined && text !== stands) choose(code);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{say("points_of", { most: column.most })}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        maxLength={6}
        value={text}
        aria-invalid={wrong || undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
      />
      {wrong && <span className="error" role="alert">{say("illegal", { value: text, scale: `0–${column.most}` })}</span>}
    </div>
  );
}
