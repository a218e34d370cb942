// The roster of a lesson: everyone is here until somebody says otherwise. One event to the server, at "Spara".
import { useEffect, useMemo, useRef, useState } from "react";
import { spClock, spPick, spSay, useLang } from "$/public/i18n.js";
import { dropDraft, keepDraft, newKey, readDraft } from "$/public/drafts.js";

const SIGNS = { late: "◔", valid: "G", invalid: "!", other: "→", none: "–" };
const BY_KEY = { 1: "present", 2: "valid", 3: "invalid" };
const STRIP = ["present", "valid", "invalid"];
// Where nobody must attend one took part or did not: no reason is judged.
const FREE_STRIP = ["present", "valid"];
const ORDER = ["present", "late", "valid", "invalid", "other"];
const MOST_LATE = 300;
// A save that got no answer (the line was cut) is sent again with its key, which the server knows: it is saved once.
const AGAIN_AFTER = 8000;
const MOST_TRIES = 8;

const Icon = ({ name }) => (
  <svg className="i" aria-hidden="true" focusable="false">
    <use href={`/icons.svg#${name}`} />
  </svg>
);

const Mark = ({ kind, duty = true }) => (
  <span className="mark" data-mark={kind} aria-hidden="true">
    {kind === "present" ? <Icon name="check" /> : SIGNS[!duty && kind === "valid" ? "none" : kind]}
  </span>
);

const opening = (pupil) => ({ mark: pupil.mark, minutes: pupil.part });
const lessonOf = (draft) => draft.split(".")[0];
const same = (a, b) => a.mark === b.mark && a.minutes === b.minutes;

function Pupil({ pupil, value, theirs, say, lang, duty, onMark, onMinutes, isOpen, onOpen, lockedMarks }) {
  const strip = value.mark === "late" ? "present" : value.mark;
  const marks = duty ? STRIP : FREE_STRIP;
  const shown = value.mark === "other" ? [...marks, "other"] : marks;
  return (
    <li className="pupil" data-pupil={pupil.id} data-mark={value.mark} data-open={isOpen || undefined}>
      <span className="avatar" aria-hidden="true">{pupil.initials}</span>
      <span className="name">
        {pupil.name}
        {pupil.is_told && <span className="tiny soft">{spPick(lang, pupil.told)}</span>}
        {theirs && <span className="chip need">{say("theirs", { mark: say(theirs.mark) })}</span>}
      </span>
      <button type="button" className="quiet now" aria-expanded={isOpen} onClick={onOpen}>
        <span className="sr">{pupil.name}, </span>
        <Mark kind={value.mark} duty={duty} />
        {say(value.mark)}
        {value.mark === "late" && value.minutes > 0 && ` ${value.minutes} min`}
      </button>
      <fieldset className="seg" disabled={lockedMarks}>
        <legend className="sr">{pupil.name}</legend>
        {shown.map((kind) => (
          <label key={kind} data-mark={kind}>
            <input
              type="radio"
              name={`mark-${pupil.id}`}
              value={kind}
              checked={strip === kind}
              onChange={() => onMark(kind)}
              onClick={() => value.mark === "late" && kind === "present" && onMark("present")}
            />
            <Mark kind={kind} duty={duty} />
            {say(kind)}
          </label>
        ))}
      </fieldset>
      {value.mark === "late" ? (
        <label className="min">
          <Mark kind="late" />
          <span className="sr">{say("minutes_of", { name: pupil.name })}</span>
          <input
            type="text"
            inputMode="numeric"
            maxLength={3}
            autoComplete="off"
            value={value.minutes || ""}
            onChange={(event) => onMinutes(Math.min(MOST_LATE, parseInt(event.target.value, 10) || 0))}
          />
          min
        </label>
      ) : strip === "present" ? (
        <button type="button" className="quiet min" onClick={() => onMark("late")} disabled={lockedMarks}>
          {say("late")}
          <span className="sr">, {pupil.name}</span>
        </button>
      ) : (
        <span className="min" />
      )}
      <button type="button" className="icon" popoverTarget={`more-${pupil.id}`} aria-label={say("more_for", { name: pupil.name })}>
        <Icon name="more" />
      </button>
      <div id={`more-${pupil.id}`} popover="auto" className="menu">
        <button
          type="button"
          className="quiet"
          popoverTarget={`more-${pupil.id}`}
          popoverTargetAction="hide"
          onClick={() => onMark(value.mark === "other" ? "present" : "other")}
        >
          <Mark kind={value.mark === "other" ? "present" : "other"} />
          {say(value.mark === "other" ? "present" : "other")}
        </button>
      </div>
    </li>
  );
}

export function Roster({ lesson, told = [], rest = [], words, stamp, saved = "", letGo = 0, duty = true, locked = false, onSave }) {
  const lang = useLang();
  const say = (key, params = {}) => spSay(lang, ((!duty && words[`${key}_free`]) || words[key])[lang], params);
  const pupils = useMemo(() => [...told, ...rest], [told, rest]);
  const start = useMemo(() => Object.fromEntries(pupils.map((p) => [p.id, opening(p)])), [pupils]);
  const [changed, setChanged] = useState({});
  const [openRow, setOpenRow] = useState("");
  const [saving, setSaving] = useState(false);
  const [keptAt, setKeptAt] = useState("");
  const sent = useRef("");
  const underWay = useRef(null);
  const seen = useRef(null);
  const [theirs, setTheirs] = useState({});
  const box = useRef(null);
  const draft = lesson;

  useEffect(() => {
    setSaving(false);
    // A draft goes when the server has answered with a new version, not when it was sent: the socket may be gone.
    const before = seen.current;
    const answered = sent.current && saved === sent.current;
    if (answered && before) {
      dropDraft(before.draft);
      setKeptAt("");
    }
    // A colleague saved this lesson: the own marks go on to the new version, and rows that both touched say so.
    const moved = !answered && before && before.draft !== draft && before.lesson === lessonOf(draft);
    const differs = ([id, [mark, minutes]]) =>
      start[id] && ORDER.includes(mark) && !same({ mark, minutes }, start[id]);
    const kept = Object.entries(readDraft(moved ? before.draft : draft) ?? {}).filter(differs);
    if (moved) {
      dropDraft(before.draft);
      if (kept.length) keepDraft(draft, Object.fromEntries(kept));
      const clash = ([id]) => before.start[id] && !same(before.start[id], start[id]);
      setTheirs(Object.fromEntries(kept.filter(clash).map(([id]) => [id, start[id]])));
    }
    if (answered) setTheirs({});
    // While a save is under way its key stays, whatever else is read anew: sent again, it is saved once.
    if (before && before.draft !== draft) sent.current = "";
    seen.current = { draft, start, lesson: lessonOf(draft) };
    setChanged(Object.fromEntries(kept.map(([id, [mark, minutes]]) => [id, { mark, minutes }])));
  }, [draft, start]);
  useEffect(() => setSaving(false), [stamp]);
  useEffect(() => {
    if (!letGo) return;
    dropDraft(draft);
    setChanged({});
    setTheirs({});
    setKeptAt("");
  }, [letGo]);
  useEffect(() => {
    if (!saving) return;
    let tries = 0;
    const again = () => {
      tries += 1;
      if (tries > MOST_TRIES || !underWay.current) return setSaving(false);
      onSave(...underWay.current);
    };
    const timer = setInterval(again, AGAIN_AFTER);
    return () => clearInterval(timer);
  }, [saving]);

  const valueOf = (id) => changed[id] ?? start[id];
  const set = (id, value) => {
    const next = { ...changed, [id]: value };
    if (same(value, start[id])) delete next[id];
    setChanged(next);
    sent.current = "";
    if (Object.keys(next).length === 0) {
      dropDraft(draft);
      setKeptAt("");
      return;
    }
    const plain = Object.fromEntries(Object.entries(next).map(([k, v]) => [k, [v.mark, v.minutes]]));
    if (keepDraft(draft, plain)) setKeptAt(new Date().toTimeString().slice(0, 5));
  };
  const mark = (id, kind) => {
    set(id, { mark: kind, minutes: kind === "late" ? valueOf(id).minutes : 0 });
    if (kind === "late") requestAnimationFrame(() => row(id)?.querySelector(".min input")?.focus());
  };
  // On a phone one tap on "Här" says that somebody is away without anything told; the strip that opens takes the rest.
  const tap = (id) => {
    const away = openRow !== id && !locked && valueOf(id).mark === "present";
    if (away) mark(id, "invalid");
    setOpenRow(openRow === id ? "" : id);
  };
  const row = (id) => box.current?.querySelector(`[data-pupil="${CSS.escape(id)}"]`);
  const save = () => {
    if (saving || locked) return;
    const unsure = pupils.find((p) => valueOf(p.id).mark === "late" && !valueOf(p.id).minutes);
    if (unsure) {
      setOpenRow(unsure.id);
      requestAnimationFrame(() => row(unsure.id)?.querySelector(".min input")?.focus());
      return;
    }
    sent.current ||= newKey();
    setSaving(true);
    underWay.current = [Object.fromEntries(pupils.map((p) => [p.id, valueOf(p.id)])), sent.current];
    onSave(...underWay.current);
  };

  const move = (from, step) => {
    const here = pupils.findIndex((p) => p.id === from);
    const next = pupils[here + step];
    const target = next && row(next.id);
    (target?.querySelector("input[type=radio]:checked") ?? target?.querySelector("button.now"))?.focus();
  };
  const onKeyDown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = event.target.closest?.("[data-pupil]")?.dataset.pupil;
    const typing = event.target.matches?.("input[type=text]");
    if (event.key === "Enter" && (typing || event.target.matches?.("input[type=radio]"))) {
      event.preventDefault();
      return save();
    }
    if (!id) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return move(id, event.key === "ArrowDown" ? 1 : -1);
    }
    if (typing) return;
    const kind = BY_KEY[event.key];
    if (kind) return duty || kind !== "invalid" ? mark(id, kind) : undefined;
    if (event.key.toLowerCase() === "s") {
      event.preventDefault();
      mark(id, "late");
    }
  };

  const counts = {};
  pupils.forEach((p) => {
    const kind = valueOf(p.id).mark;
    counts[kind] = (counts[kind] ?? 0) + 1;
  });
  const list = (some, kind) => (
    <ul className={`roster compact card ${kind}`}>
      {some.map((p) => (
        <Pupil
          key={p.id}
          pupil={p}
          value={valueOf(p.id)}
          theirs={theirs[p.id]}
          say={say}
          lang={lang}
          duty={duty}
          lockedMarks={locked}
          isOpen={openRow === p.id}
          onOpen={() => tap(p.id)}
          onMark={(kind) => mark(p.id, kind)}
          onMinutes={(minutes) => set(p.id, { mark: "late", minutes })}
        />
      ))}
    </ul>
  );
  return (
    <form
      ref={box}
      className="stack"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {told.length > 0 && (
        <section className="stack" style={{ "--gap": "8px" }} aria-labelledby="roster-told">
          <h2 className="small soft" id="roster-told">{say("told")}</h2>
          {list(told, "one")}
        </section>
      )}
      <section className="stack" style={{ "--gap": "8px" }} aria-labelledby="roster-rest">
        <h2 className="small soft" id="roster-rest">{say(told.length ? "rest" : "all", { n: rest.length })}</h2>
        {list(rest, "")}
      </section>
      <div className="bar card">
        {ORDER.filter((kind) => counts[kind]).map((kind) => (
          <span className="with" key={kind}>
            <Mark kind={kind} duty={duty} />
            <span><b>{counts[kind]}</b> {say(`count_${kind}`)}</span>
          </span>
        ))}
        <span className="soft small grow wide">{keptAt && say("draft", { time: spClock(lang, keptAt) })}</span>
        <button className="primary" type="submit" disabled={locked} aria-disabled={saving}>{say(saving ? "saving" : "save")}</button>
      </div>
    </form>
  );
}
