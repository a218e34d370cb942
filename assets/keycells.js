// What a grid of cells holds while somebody types: edits that wait, the batch that is on its way, what stands.
// An edit carries the version that was on the screen when it was typed, so that what a colleague saves meanwhile is
// never overwritten unseen; one batch at a time, so that one's own saves do not count as somebody else's. Nothing is
// dropped: an edit leaves the queue only when the server's answer holds it, and a batch without an answer is sent
// again with its key.
import { useCallback, useEffect, useReducer, useRef } from "react";
import { newKey } from "$/public/drafts.js";

const WAIT_MS = 400;
const ANSWER_MS = 6000;
const BATCH = 120;
const BATCH_LETTERS = 20000;
const UNDO_STEPS = 200;

const EMPTY = { code: "", state: "", version: 0, comment: "", published: "", at: "" };

export const placeOf = (row, column) => `${row}/${column}`;
const same = (one, other) => one.code === other.code && one.comment.trim() === other.comment.trim();

function standing(matrix, before) {
  const found = new Map();
  for (const row of matrix.rows) {
    row.cells.forEach((cell, at) => {
      const place = placeOf(row.student_id, matrix.columns[at].id);
      const earlier = before?.get(place);
      found.set(place, earlier && earlier.version > cell.version ? earlier : cell);
    });
  }
  return found;
}

// One store for each matrix of the tab: what waits survives that the grid is taken down and put up again, as it is when
// the connection comes back to a server that has started anew.
const stores = new Map();
const storeOf = (name, id) => {
  const key = `${name}/${id}`;
  if (!stores.has(key)) {
    stores.set(key, { id, base: new Map(), waiting: new Map(), clashes: new Map(), sent: null, steps: [], status: "" });
  }
  return stores.get(key);
};

// `save(activity, cells, key)` sends; `answer` is what came back last: {key, cells, failed}. `name` tells grids of the
// same id from each other.
export function useCells(name, matrix, answer, save) {
  const [, changed] = useReducer((count) => count + 1, 0);
  const store = storeOf(name, matrix.id);
  if (store.matrix !== matrix) {
    store.base = standing(matrix, store.base);
    store.matrix = matrix;
  }
  const saving = useRef(save);
  saving.current = save;

  const post = useCallback((batch) => {
    saving.current(batch.activity, batch.cells, batch.key);
    clearTimeout(store.late);
    store.late = setTimeout(() => store.sent === batch && post(batch), ANSWER_MS);
  }, [store]);

  const flush = useCallback(() => {
    clearTimeout(store.timer);
    store.timer = null;
    if (store.sent || store.waiting.size === 0) return;
    store.sent = { key: newKey(), cells: nextBatch(store), activity: store.id };
    store.status = "saving";
    post(store.sent);
    changed();
  }, [store]);

  const read = useCallback((place) => {
    const cell = store.base.get(place) ?? EMPTY;
    const edit = store.waiting.get(place);
    const clash = store.clashes.get(place);
    if (clash) return { ...cell, clash, state: "error" };
    if (!edit) return cell;
    return { ...cell, ...edit, state: store.status === "failed" ? "error" : "saving" };
  }, [store]);

  const write = useCallback((edits, { undoing = false } = {}) => {
    const before = [];
    for (const [place, edit] of edits) {
      const now = read(place);
      const base = store.base.get(place) ?? EMPTY;
      const { version } = store.waiting.get(place) ?? base;
      const next = { code: edit.code ?? now.code, comment: edit.comment ?? now.comment, version };
      store.clashes.delete(place);
      if (same(next, now) && now.state !== "error") continue;
      before.push([place, { code: now.code, comment: now.comment }]);
      if (same(next, base) && !isOnItsWay(store, place)) store.waiting.delete(place);
      else store.waiting.set(place, next);
    }
    if (before.length && !undoing) store.steps = [...store.steps.slice(1 - UNDO_STEPS), before];
    if (before.length) store.status = store.sent || store.waiting.size ? "saving" : store.savedAt ? "saved" : "";
    if (store.waiting.size && !store.timer) store.timer = setTimeout(flush, WAIT_MS);
    changed();
    return before.map(([place]) => place);
  }, [store]);

  const undo = useCallback(() => {
    const step = store.steps.pop();
    return step ? (write(step, { undoing: true }), step.map(([place]) => place)) : [];
  }, [store]);

  useEffect(() => {
    if (!store.sent || answer.key !== store.sent.key) return;
    clearTimeout(store.late);
    receive(store, answer);
    if (store.waiting.size && !answer.failed) store.timer = setTimeout(flush, 0);
    changed();
  }, [answer]);

  useEffect(() => {
    if (store.sent) post(store.sent);
    else flush();
    const leave = (event) => {
      flush();
      if (store.sent || store.waiting.size) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    document.addEventListener("pointerdown", flush, true);
    return () => {
      window.removeEventListener("beforeunload", leave);
      document.removeEventListener("pointerdown", flush, true);
      flush();
      clearTimeout(store.late);
    };
  }, [store]);

  return { read, write, undo, flush, status: store.status, savedAt: store.savedAt };
}

function nextBatch(store) {
  const cells = [];
  let letters = 0;
  for (const [place, edit] of store.waiting) {
    letters += edit.comment.length;
    if (cells.length === BATCH || (cells.length && letters > BATCH_LETTERS)) break;
    const [student_id, criterion_id] = place.split("/");
    cells.push({ student_id, criterion_id, ...edit });
  }
  return cells;
}

const isOnItsWay = (store, place) =>
  store.sent?.cells.some((cell) => placeOf(cell.student_id, cell.criterion_id) === place) ?? false;

function receive(store, answer) {
  const sent = store.sent;
  store.sent = null;
  if (answer.failed) {
    store.status = "failed";
    return;
  }
  const told = new Map(answer.cells.map((cell) => [placeOf(cell.student_id, cell.criterion_id), cell]));
  for (const cell of sent.cells) {
    const place = placeOf(cell.student_id, cell.criterion_id);
    const stands = told.get(place);
    const edit = store.waiting.get(place);
    // An answer that was asked for twice can be older than what a colleague's save has brought here meanwhile.
    if (stands && !(store.base.get(place)?.version > stands.version)) store.base.set(place, stands);
    if (stands?.conflict) store.clashes.set(place, { by: stands.conflict, mine: edit ?? cell });
    if (!edit || stands?.conflict || same(edit, cell)) store.waiting.delete(place);
    else if (stands) store.waiting.set(place, { ...edit, version: stands.version });
  }
  store.status = store.waiting.size ? "saving" : "saved";
  store.savedAt = answer.at;
}
