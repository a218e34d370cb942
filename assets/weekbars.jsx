// Units along the weeks of a term or a year. A bar is dragged, or moved with the arrow keys (Shift: only its end);
// what is chosen is sent when the pointer is let go, or a moment after the last key, with what was seen when the bar
// was taken hold of. Until the server has answered the bar stays where it was put.
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { spPick, spSay, useLang } from "$/public/i18n.js";

const PAUSE_MS = 700;
const DAY_MS = 86_400_000;
const SLACK_PX = 4;

const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`);
const moved = (iso, weeks) => new Date(dayOf(iso) + weeks * 7 * DAY_MS).toISOString().slice(0, 10);
const weeksBetween = (one, other) => Math.round((dayOf(other) - dayOf(one)) / (7 * DAY_MS));

// Where a bar lies when its days are these.
function placed(bar, days) {
  const begins = weeksBetween(bar.start, days.start);
  return { at: bar.at + begins, length: bar.length + weeksBetween(bar.end, days.end) - begins };
}

// The days after `by` weeks, of the whole bar or of one end; null when the bar would leave the line or vanish.
function changed(bar, days, part, by, count) {
  const next = {
    start: part === "end" ? days.start : moved(days.start, by),
    end: part === "start" ? days.end : moved(days.end, by),
  };
  const { at, length } = placed(bar, next);
  const inside = at >= Math.min(0, bar.at) && at + length <= Math.max(count, bar.at + bar.length);
  return length >= 1 && inside ? next : null;
}

export function WeekBars({
  caption, weeks, bars, lanes, now, movable, address, answered, words, statuses, onMove,
}) {
  const lang = useLang();
  const navigate = useNavigate();
  const say = (key, params = {}) => spSay(lang, words[key][lang], params);
  const [held, setHeld] = useState(null);
  const [told, setTold] = useState("");
  const [open, setOpen] = useState(false);
  const line = useRef(null);
  const drag = useRef(null);
  const timer = useRef(0);
  const sent = useRef(null);

  const daysOf = (bar) => (held?.id === bar.id ? held : bar);
  const numbers = ({ at, length }) => {
    const number = (index) => weeks[Math.min(Math.max(index, 0), weeks.length - 1)].number;
    return length > 1 ? `${number(at)}–${number(at + length - 1)}` : number(at);
  };

  const send = (wanted) => {
    clearTimeout(timer.current);
    if (!wanted || sent.current) return;
    const bar = bars.find((one) => one.id === wanted.id);
    if (!bar || (bar.start === wanted.start && bar.end === wanted.end)) return setHeld(null);
    sent.current = wanted;
    const { start, end, version } = wanted.seen;
    onMove(bar.id, start, end, wanted.start, wanted.end, version);
  };

  useEffect(() => {
    const before = sent.current;
    sent.current = null;
    if (!held || !before) return;
    if (before.id === held.id && before.start === held.start && before.end === held.end) setHeld(null);
    else if (!drag.current) send({ ...held, seen: bars.find((bar) => bar.id === held.id) });
  }, [answered]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const put = (bar, part, by, from = daysOf(bar)) => {
    const next = changed(bar, from, part, by, weeks.length);
    if (!next) return null;
    const wanted = { id: bar.id, ...next, seen: held?.id === bar.id ? held.seen : bar };
    setHeld(wanted);
    setTold(say("moved", { title: bar.title || say("untitled"), weeks: numbers(placed(bar, next)) }));
    return wanted;
  };

  const press = (bar, event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape" && held && !sent.current) {
      clearTimeout(timer.current);
      setHeld(null);
      setTold(say("moved", { title: bar.title || say("untitled"), weeks: numbers(bar) }));
    }
    if (!by || !movable || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const wanted = put(bar, event.shiftKey ? "end" : "whole", by);
    if (!wanted) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(wanted), PAUSE_MS);
  };

  const grab = (bar, event) => {
    if (!movable || event.button) return;
    const part = event.target.dataset.part || "whole";
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { part, x: event.clientX, from: daysOf(bar), far: false, wanted: null };
  };
  const pull = (bar, event) => {
    const hold = drag.current;
    if (!hold) return;
    const by = Math.round((event.clientX - hold.x) / (line.current.clientWidth / weeks.length));
    hold.far ||= Math.abs(event.clientX - hold.x) > SLACK_PX;
    if (hold.far) hold.wanted = put(bar, hold.part, by, hold.from) ?? hold.wanted;
  };
  const drop = () => {
    if (drag.current?.far) send(drag.current.wanted);
    if (!drag.current?.far) drag.current = null;
  };
  const go = (bar) => {
    const far = drag.current?.far;
    drag.current = null;
    if (!far) navigate(`${address}/${bar.id}`);
  };

  return (
    <div className="weekbars" data-open={open || undefined} style={{ "--weeks": weeks.length, "--lanes": Math.max(1, lanes) }}>
      <button type="button" className="quiet narrow" aria-expanded={open} onClick={() => setOpen(!open)}>
        {say(open ? "hide" : "show")}
      </button>
      {movable ? <p className="small soft" id="weekbars-hint">{say("hint")}</p> : null}
      <div className="scroll" role="region" aria-label={say("scroll", { caption })} tabIndex={0}>
        <div className="line" ref={line}>
          <ol className="marks" aria-label={say("weeks")}>
            {weeks.map((week, index) => {
              const closed = spPick(lang, week.closed);
              const about = closed || (week.units ? say("units", { n: week.units }) : say("none"));
              return (
                <li key={week.monday} data-kind={week.kind} data-units={Math.min(week.units, 2)} title={about} style={{ gridColumn: index + 1 }}>
                  <span className="sr">{say("week", { week: week.number })}, {about}</span>
                  <span aria-hidden="true">{week.number}</span>
                </li>
              );
            })}
          </ol>
          {bars.map((bar) => {
            const { at, length } = placed(bar, daysOf(bar));
            const title = bar.title || say("untitled");
            const status = statuses[bar.status][lang];
            return (
              <button
                type="button"
                key={bar.id}
                id={`unit-${bar.id}`}
                className="bar-of"
                data-status={bar.status}
                data-phase={bar.phase}
                data-held={held?.id === bar.id ? "" : undefined}
                style={{ gridColumn: `${Math.max(0, at) + 1} / span ${length}`, gridRow: bar.lane + 2 }}
                aria-label={`${title}, ${say("week", { week: numbers({ at, length }) })}, ${status}`}
                aria-describedby={movable ? "weekbars-hint" : undefined}
                title={`${title} · ${say("week", { week: numbers({ at, length }) })} · ${status}`}
                onKeyDown={(event) => press(bar, event)}
                onBlur={() => held?.id === bar.id && !drag.current && send(held)}
                onPointerDown={(event) => grab(bar, event)}
                onPointerMove={(event) => pull(bar, event)}
                onPointerUp={drop}
                onPointerCancel={drop}
                onClick={() => go(bar)}
              >
                {movable ? <span className="grip" data-part="start" aria-hidden="true" /> : null}
                <span className="title">{title}</span>
                {movable ? <span className="grip" data-part="end" aria-hidden="true" /> : null}
              </button>
            );
          })}
          {now ? <span className="today" style={{ left: now }} aria-hidden="true" /> : null}
        </div>
      </div>
      <p className="sr" role="status">{told}</p>
    </div>
  );
}
