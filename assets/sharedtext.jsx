// A field of a text that several people write in. It shows what the server says for as long as nothing is written in it
// that the server has not; then it keeps what is written, and each save tells from which words it began. So a
// colleague's words come in by themselves where one has written nothing, and nothing one has written is lost.
import { createElement, useEffect, useRef, useState } from "react";

const PAUSE_MS = 1000;

export function SharedText({ of, said, onWrite, ...attributes }) {
  const [words, setWords] = useState(said);
  const now = useRef(said);
  const began = useRef(said);
  const sent = useRef(null);
  const timer = useRef(0);
  const heard = useRef(said);

  useEffect(() => {
    const untouched = now.current === began.current;
    heard.current = said;
    if (said === sent.current || said === now.current) began.current = said;
    else if (untouched) {
      now.current = began.current = said;
      sent.current = null;
      setWords(said);
    }
  }, [said]);

  const save = () => {
    clearTimeout(timer.current);
    const stands = now.current === heard.current && (sent.current === null || sent.current === now.current);
    if (stands) return;
    sent.current = now.current;
    onWrite(now.current, began.current);
  };
  const write = (event) => {
    now.current = event.target.value;
    setWords(now.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(save, PAUSE_MS);
  };

  return createElement(of, { ...attributes, value: words, onChange: write, onBlur: save });
}
