// Dagen zijn tekst (2021-01-04): zo vergelijken zij vanzelf goed. Wat de kalender van de standaard zegt, staat hier.

export type Period = { begin: string; end: string };

export const LAST_24 = "2020-12-30", FIRST_30 = "2021-01-04", END_2020 = "2020-12-31";

export function shift(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Van 31 december tot en met 3 januari ligt het berichtenverkeer stil. */
export const quiet = (day: string): boolean => day > LAST_24 && day < FIRST_30;
export const release = (day: string): string => (day <= LAST_24 ? "2.4" : "3.0");

const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7; // maandag is 0
export const monday = (day: string): string => shift(day, -weekday(day));
export const sunday = (day: string): string => shift(monday(day), 6);

/** De dag die zoveel werkdagen later is, de stille dagen niet meegeteld. */
export function workdaysLater(day: string, count: number): string {
  for (let left = count; left > 0; ) {
    day = shift(day, 1);
    if (weekday(day) < 5 && !quiet(day)) left--;
  }
  return day;
}

/** De maandag van een ISO-week, zoals 2020-W53. */
export function mondayOfWeek(week: string): string {
  const [year, number] = week.split("-W").map(Number);
  return shift(monday(`${year}-01-04`), 7 * (number - 1));
}

export function month(day: string): Period {
  const begin = `${day.slice(0, 7)}-01`;
  return { begin, end: shift(`${shift(begin, 31).slice(0, 7)}-01`, -1) };
}

/** De 4-wekenkalender van 2020: periode 13 begint op 7 december en houdt op 31 december op. */
export function fourWeeks(day: string): Period {
  let begin = "2020-12-07";
  while (begin > day) begin = shift(begin, -28);
  return { begin, end: begin === "2020-12-07" ? END_2020 : shift(begin, 27) };
}

export const later = (a: string, b: string): string => (a > b ? a : b);
export const earlier = (a: string, b: string | null): string => (b !== null && b < a ? b : a);
export const contains = (period: Period, day: string): boolean => period.begin <= day && day <= period.end;

export const days = ({ begin, end }: Period): number => (Date.parse(end) - Date.parse(begin)) / 86_400_000 + 1;
/** Kalenderweken, ook de gebroken. */
export const weeks = ({ begin, end }: Period): number => days({ begin: monday(begin), end: sunday(end) }) / 7;
export const sundays = ({ begin, end }: Period): number =>
  end < sunday(begin) ? 0 : Math.floor((days({ begin: sunday(begin), end }) - 1) / 7) + 1;
export const months = ({ begin, end }: Period): number =>
  12 * (Number(end.slice(0, 4)) - Number(begin.slice(0, 4))) + Number(end.slice(5, 7)) - Number(begin.slice(5, 7)) + 1;
