// Hands files over one by one by plain HTTP. The page stays as it is: what is written in it is not touched.
import { useState } from "react";
import { spSay, useLang } from "$/public/i18n.js";
import { newKey } from "$/public/drafts.js";

async function post(to, fields, file) {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  body.append("file", file);
  try {
    const answer = await fetch(to, { method: "POST", body, redirect: "error" });
    if (answer.ok) return null;
    return answer.status === 422 ? await answer.json() : {};
  } catch {
    return {};
  }
}

export function FilePicker({ id, label, hint, to, fields, words, accept, largest, onDone }) {
  const lang = useLang();
  const say = (name, params = {}) => spSay(lang, words[name][lang], params);
  const [going, setGoing] = useState([]);
  const change = (key, value) => setGoing((all) => all.map((one) => (one.key === key ? { ...one, ...value } : one)));
  const drop = (key) => setGoing((all) => all.filter((one) => one.key !== key));

  // The key is that of the file: sent again after a cut line, it is kept once.
  const send = async ({ key, file }) => {
    change(key, { fault: null });
    const fault = file.size > largest ? { sv: words.large.sv, en: words.large.en } : await post(to, { ...fields, key }, file);
    if (fault) return change(key, { fault });
    drop(key);
    onDone();
  };

  const pick = async (event) => {
    const picked = [...event.target.files].map((file) => ({ key: newKey(), file, fault: null }));
    event.target.value = "";
    setGoing((all) => [...all.filter((one) => !one.fault), ...picked]);
    for (const one of picked) await send(one);
  };

  const faults = going.filter((one) => one.fault);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="hint" id={`${id}-hint`}>{hint}</span>
      <div role="status" id={`${id}-going`} hidden={!going.length}><ul className="list">
        {going.map((one) => (
          <li key={one.key}>
            <span className="grow">
              {one.file.name}
              <br />
              <span className={one.fault ? "error" : "small soft"}>
                {one.fault ? one.fault[lang] ?? say("failed") : say("sending")}
              </span>
            </span>
            {one.fault && !one.fault.sv && <button type="button" onClick={() => send(one)}>{say("again")}</button>}
            {one.fault && <button type="button" className="quiet" onClick={() => drop(one.key)}>{say("drop")}</button>}
          </li>
        ))}
      </ul></div>
      <input
        id={id}
        type="file"
        multiple
        accept={accept}
        aria-describedby={`${id}-hint ${id}-going`}
        aria-invalid={faults.length ? "true" : undefined}
        onChange={pick}
      />
    </div>
  );
}
