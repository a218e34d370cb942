// One teacher at a grid: types faster than the server answers, loses the server, meets a colleague in a cell.
import assert from "node:assert";
import { placeOf, useCells } from "./keycells.mjs";
import { render } from "./react.mjs";

globalThis.window = globalThis.document = { addEventListener() {}, removeEventListener() {} };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const EMPTY = { code: "", state: "", version: 0, comment: "", published: "", at: "" };
const matrixOf = (first) => ({
  id: "activity",
  columns: [{ id: "criterion" }],
  rows: [
    { student_id: "alva", cells: [{ ...EMPTY, ...first }] },
    { student_id: "bo", cells: [EMPTY] },
  ],
});
const told = (student_id, code, version, conflict = "") => ({
  ...EMPTY, student_id, criterion_id: "criterion", code, version, state: "draft", conflict,
});
const ALVA = placeOf("alva", "criterion");
const BO = placeOf("bo", "criterion");

const posted = [];
let matrix = matrixOf({});
let answer = { key: "" };
let grid;
const draw = (options) => (grid = render(() => useCells("grid", matrix, answer, (_, cells, key) => posted.push({ cells, key })), options));
const arrive = (cells) => {
  answer = { key: posted.at(-1).key, cells, at: "10:15" };
  draw();
  grid.effects[0]();
  draw();
};

draw({ anew: true });
let takeDown = grid.effects[1]();

// A second letter in the same cell waits for the answer to the first, and goes with the version that came back.
grid.write([[ALVA, { code: "A" }]]);
await pause(450);
assert.deepEqual(posted[0].cells.map(({ code, version }) => [code, version]), [["A", 0]]);
grid.write([[ALVA, { code: "B" }]]);
grid.write([[BO, { code: "C" }]]);
await pause(450);
assert.equal(posted.length, 1, "one batch at a time");
arrive([told("alva", "A", 1)]);
await pause(30);
assert.deepEqual(posted[1].cells.map(({ code, version }) => [code, version]), [["B", 1], ["C", 0]]);

// The server starts anew before it answers: the grid is taken down and put up, and the batch goes again with its key.
takeDown();
answer = { key: "" };
matrix = matrixOf({ code: "A", version: 1, state: "draft" });
draw({ anew: true });
takeDown = grid.effects[1]();
assert.equal(posted.length, 3);
assert.equal(posted[2].key, posted[1].key);
assert.deepEqual([grid.read(ALVA).code, grid.read(BO).code], ["B", "C"]);
arrive([told("alva", "B", 2), told("bo", "C", 1)]);
assert.equal(grid.status, "saved");

// A colleague saves between typing and sending: the version is the one that was seen, and both are kept.
grid.write([[ALVA, { code: "D" }]]);
matrix = matrixOf({ code: "F", version: 3, state: "draft" });
draw();
await pause(450);
assert.equal(posted.at(-1).cells[0].version, 2);
arrive([told("alva", "F", 3, "Karl")]);
assert.deepEqual([grid.read(ALVA).clash.by, grid.read(ALVA).clash.mine.code], ["Karl", "D"]);
grid.write([[ALVA, grid.read(ALVA).clash.mine]]);
await pause(450);
assert.deepEqual(posted.at(-1).cells.map(({ code, version }) => [code, version]), [["D", 3]]);
arrive([told("alva", "D", 4)]);

// What is undone before it was sent is nothing to send.
const before = posted.length;
grid.write([[BO, { code: "E" }]]);
grid.undo();
await pause(450);
assert.equal(posted.length, before);
assert.equal(grid.status, "saved");
takeDown();
