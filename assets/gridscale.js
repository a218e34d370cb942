// What may stand in a column of a grid: a level or a state that one key sets, or points that are typed.
// A column that has neither has the grid's levels.
const DASHES = new Set(["-", "–", "—"]);
const POINTS = /^\d{1,3}([.,]\d{1,2})?$/;

const scaleOf = (column, levels) => column.scale ?? (column.most ? [] : levels);

const signOf = (step, lang) => step.sign?.[lang] ?? step.code;

// The code of what was typed or pasted; undefined when it cannot stand there.
export function codeOf(column, levels, raw) {
  const value = raw.trim();
  if (DASHES.has(value)) return "-";
  const sought = value.toUpperCase();
  const isSought = (word) => word?.toUpperCase() === sought;
  const step = scaleOf(column, levels).find((one) => [one.code, one.key, one.sign?.sv, one.sign?.en].some(isSought));
  return step ? step.code : pointsOf(column, value);
}

function pointsOf(column, value) {
  if (!column.most || !POINTS.test(value)) return undefined;
  const points = Number(value.replace(",", "."));
  return points <= column.most && Number.isInteger(points / (column.step ?? 1)) ? String(points) : undefined;
}

// A result that asks for a closer look: points below the limit, or a step that says so. Only screening has either.
export const isSignal = (code, column, levels) => {
  if (!code || code === "-") return false;
  return column.most ? Number(code) < column.limit : levels.some((one) => one.signal && one.code === code);
};

// Does this key begin or go on with a number?
export const isOfNumber = (column, key) => Boolean(column.most) && /^[\d.,]$/.test(key);

// A code as it looks in its cell.
export function shownCode(code, column, lang) {
  const step = column?.scale?.find((one) => one.code === code);
  if (step) return signOf(step, lang);
  if (code === "-") return "–";
  return column?.most && lang === "sv" ? code.replace(".", ",") : code;
}

// What is legal, to be told when something else was typed.
export function scaleWords(column, levels, lang) {
  const signs = scaleOf(column, levels).map((step) => signOf(step, lang));
  return [...(column.most ? [`0–${column.most}`] : []), ...signs].join(" ");
}
