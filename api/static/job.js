/** One bulk job: how far it is, its verdicts as a bar and chips, its rows as a table, what its sites share. */

import { el, shape } from "./dom.js";
import { drawNetworks } from "./network.js";
import { Refusal, ask, askJson, follow } from "./service.js";
import { VERDICTS, inCountry, sentence, writtenTime } from "./words.js";

/** @import { Job, Row, Rows, Sign, Verdict } from "./types.js" */
/** @typedef {{ say: (text: string, busy?: boolean) => void, failed: (error: unknown) => void, back: () => void }} Page */

const PAGE_ROWS = 100;
const REFRESH_MS = 1500;
/** @type {Record<string, Sign>} */
const OTHERS = {
  error: ["dash", "calm", "Could not be asked"],
  waiting: ["circle", "calm", "Waiting"],
};
/** @type {Record<string, Sign>} */
const CHOICES = { ...pick(["rogue", "suspicious", "unlisted", "undetermined", "accredited", "listed", "not_selling"]), ...OTHERS };

/**
 * Shows the job in the section until the signal ends it.
 * @param {HTMLElement} section @param {string} id @param {AbortSignal} signal
 * @param {Page} page
 */
export async function showJob(section, id, signal, page) {
  const href = `/v1/jobs/${id}`;
  /** @type {Job} */
  const job = await askJson(href, { signal });
  await new JobView(section, href, job, signal, page).run();
}

class JobView {
  /** @param {HTMLElement} section @param {string} href @param {Job} job @param {AbortSignal} signal @param {Page} page */
  constructor(section, href, job, signal, page) {
    this.href = href;
    this.signal = signal;
    this.page = page;
    this.section = section;
    this.job = job;
    /** @type {Set<string>} */
    this.wanted = new Set();
    this.pages = 1;
    this.refreshing = 0;
    this.asked = 0;
    this.drawnAt = 0;
    this.title = el("h1", { id: "job-title", tabindex: "-1" });
    this.how = el("p", { class: "how-far" });
    this.progress = /** @type {HTMLProgressElement} */ (el("progress", { "aria-labelledby": "job-title", max: "1", value: "0" }));
    this.bar = el("div", { class: "bar", "aria-hidden": "true" });
    this.chips = el("fieldset", { class: "chips" }, el("legend", {}, "Show only these verdicts"));
    this.body = el("tbody");
    this.more = el("div", { class: "more" });
    this.networks = el("section", { "aria-labelledby": "networks-title", hidden: "" });
    this.stop = el("button", { type: "button", class: "plain" }, "Delete this job");
  }

  async run() {
    const { job } = this;
    this.page.say("");
    this.draw(job);
    this.told(job);
    await this.refresh();
    this.title.focus();
    if (job.state !== "done") await follow(this.href, this.signal, (next) => this.told(next));
    if (this.signal.aborted) return;
    await this.refresh();
    await this.drawNetworks();
  }

  /** @type {(job: Job) => void} */
  draw(job) {
    this.title.textContent = job.note || `${job.rows.toLocaleString("en")} ${job.rows === 1 ? "shop" : "shops"}`;
    document.title = `${this.title.textContent} · Pharmaproof`;
    const back = el("a", { href: "#many" }, "All jobs");
    const kinds = [["CSV", "csv"], ["JSON Lines", "jsonl"]];
    const downloads = kinds.map(([words, format]) => {
      const button = el("button", { type: "button", class: "plain" }, `Download ${words}`);
      button.addEventListener("click", () => this.download(format));
      return button;
    });
    this.stop.addEventListener("click", () => this.remove());
    const head = [["Line", "line"], ["Site", "site"], ["Verdict", "verdict-cell"], ["Why", "why"]];
    const table = el(
      "div",
      { class: "table", role: "region", tabindex: "0", "aria-label": "Rows of this job" },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...head.map(([words, kind]) => el("th", { scope: "col", class: kind }, words)))),
        this.body,
      ),
    );
    this.section.replaceChildren(
      el("p", { class: "back" }, back),
      this.title,
      el("p", { class: "soft" }, this.facts(job)),
      this.how,
      this.progress,
      this.bar,
      this.chips,
      el("div", { class: "actions" }, ...downloads, this.stop),
      table,
      this.more,
      this.networks,
    );
    this.section.hidden = false;
  }

  /** @type {(job: Job) => string} */
  facts(job) {
    const where = job.country ? ` for buyers in ${inCountry(job.country)}` : "";
    const depth = job.depth === "quick" ? "Registers only" : "Sites visited";
    return `${depth}${where}. Handed in ${writtenTime(job.created_at)}, removed by itself ${writtenTime(job.expires_at)}.`;
  }

  /** @type {(job: Job) => void} */
  told(job) {
    this.job = job;
    this.how.textContent = howFar(job);
    this.progress.value = job.rows ? job.done / job.rows : 1;
    this.progress.hidden = job.state === "done";
    this.drawCounts({ ...job.verdicts, error: job.errors, waiting: job.rows - job.done });
    if (job.state !== "done" && performance.now() - this.drawnAt > REFRESH_MS) this.refresh();
  }

  /** @type {(counts: Record<string, number>) => void} */
  drawCounts(counts) {
    const present = Object.entries(CHOICES).filter(([choice]) => counts[choice] > 0 || this.wanted.has(choice));
    this.bar.replaceChildren(
      ...present.map(([choice]) => {
        const part = el("span", { class: choice });
        part.style.flexGrow = String(counts[choice] ?? 0);
        return part;
      }),
    );
    const known = new Map([...this.chips.querySelectorAll("button")].map((chip) => [chip.value, chip]));
    for (const [choice, [sign, tone, words]] of present) {
      let chip = known.get(choice);
      if (!chip) {
        chip = /** @type {HTMLButtonElement} */ (
          el(
            "button",
            { type: "button", class: "chip", value: choice, "aria-pressed": "false" },
            el("span", { class: `tone-${tone}` }, shape(sign)),
            `${words} `,
            el("b", {}),
          )
        );
        chip.addEventListener("click", () => this.toggle(choice));
      }
      known.delete(choice);
      /** @type {HTMLElement} */ (chip.querySelector("b")).textContent = (counts[choice] ?? 0).toLocaleString("en");
      if (chip.parentElement !== this.chips || chip.nextElementSibling) this.place(chip, present.map(([name]) => name));
    }
    for (const gone of known.values()) gone.remove();
  }

  /**
   * Chips stay in the order of gravity; one that has the focus is not moved.
   *
   * @type {(chip: HTMLButtonElement, order: string[]) => void}
   */
  place(chip, order) {
    const after = [...this.chips.querySelectorAll("button")].find(
      (other) => other !== chip && order.indexOf(other.value) > order.indexOf(chip.value),
    );
    if (chip.parentElement !== this.chips) this.chips.insertBefore(chip, after ?? null);
  }

  /** @type {(choice: string) => void} */
  toggle(choice) {
    if (this.wanted.has(choice)) this.wanted.delete(choice);
    else this.wanted.add(choice);
    for (const chip of this.chips.querySelectorAll("button")) chip.setAttribute("aria-pressed", String(this.wanted.has(chip.value)));
    this.pages = 1;
    this.refresh();
  }

  /** Asks for the rows shown, anew; of answers that overtake each other the last question's stays. */
  async refresh() {
    this.drawnAt = performance.now();
    const asked = (this.asked += 1);
    const query = new URLSearchParams({ limit: String(Math.min(1000, PAGE_ROWS * this.pages)) });
    if (this.wanted.size) query.set("verdict", [...this.wanted].join(","));
    try {
      const told = await askJson(`${this.href}/results?${query}`, { signal: this.signal });
      if (asked === this.asked) this.drawRows(told);
    } catch (error) {
      if (!this.signal.aborted && this.job.state === "done") this.page.failed(error);
    }
  }

  /** @type {(told: Rows) => void} */
  drawRows(told) {
    const rows = told.rows.map((row) => this.drawRow(row));
    if (!rows.length) {
      const words = this.wanted.size ? "No row has this verdict." : "No row yet.";
      rows.push(el("tr", {}, el("td", { class: "none", colspan: "4" }, words)));
    }
    this.body.replaceChildren(...rows);
    this.more.replaceChildren();
    if (told.next !== null) {
      const isFull = told.rows.length >= 1000;
      this.more.append(`The first ${told.rows.length.toLocaleString("en")} rows. ${isFull ? "Download the rest." : ""}`);
      if (!isFull) {
        const button = el("button", { type: "button", class: "plain" }, "Show more");
        button.addEventListener("click", () => {
          this.pages += this.pages;
          this.refresh();
        });
        this.more.append(button);
      }
    }
  }

  /** @type {(row: Row) => HTMLElement} */
  drawRow(row) {
    const choice = !row.is_done ? "waiting" : (row.verdict ?? "error");
    let [sign, tone, words] = CHOICES[choice] ?? CHOICES.undetermined;
    if (row.is_conflict) [sign, tone, words] = ["triangle", "warn", row.headline ?? words];
    const why = row.error?.message ?? row.reason ?? "";
    const query = new URLSearchParams({ url: row.input, ...(this.job.country ? { country: this.job.country } : {}) });
    const name = row.host ?? row.input;
    const site = row.verdict ? el("a", { href: `/?${query}` }, name) : el("span", {}, name);
    const given = row.host && plain(row.input) !== row.host ? el("span", { class: "given" }, row.input) : null;
    return el(
      "tr",
      {},
      el("td", { class: "line" }, String(row.row)),
      el("td", { class: "site" }, site, given, el("div", { class: "why-here" }, sentence(why))),
      el("td", { class: "verdict-cell" }, el("span", { class: "cell" }, el("span", { class: `tone-${tone}` }, shape(sign)), words)),
      el("td", { class: "why" }, sentence(why)),
    );
  }

  async drawNetworks() {
    const told = await askJson(`${this.href}/networks`, { signal: this.signal });
    this.networks.replaceChildren(...drawNetworks(told));
    this.networks.hidden = false;
  }

  /** @type {(format: string) => Promise<void>} */
  async download(format) {
    try {
      this.page.say("Preparing the file …", true);
      const response = await ask(`${this.href}/results?format=${format}`, { signal: this.signal, headers: { Accept: "*/*" } });
      const url = URL.createObjectURL(await response.blob());
      const name = `${(this.job.note || this.job.id).replace(/[^\p{L}\p{N}]+/gu, "-")}.${format}`;
      el("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      this.page.say("The file is in your downloads.");
    } catch (error) {
      if (!this.signal.aborted) this.page.failed(error);
    }
  }

  async remove() {
    if (!this.stop.dataset.sure) {
      this.stop.dataset.sure = "1";
      this.stop.textContent = this.job.state === "done" ? "Delete all results? Press again" : "Stop it and delete all results? Press again";
      return;
    }
    try {
      await ask(this.href, { method: "DELETE" });
      this.page.back();
    } catch (error) {
      if (error instanceof Refusal && error.problem.status === 404) this.page.back();
      else this.page.failed(error);
    }
  }
}

/** @type {(names: Verdict[]) => Record<string, Sign>} */
function pick(names) {
  return Object.fromEntries(names.map((name) => [name, VERDICTS[name]]));
}

/** @type {(address: string) => string} */
function plain(address) {
  return address.replace(/^https?:\/\//i, "").replace(/\/$/, "").toLowerCase();
}

/** @param {Job} job @returns {string} "120 of 500 done, 8.2 a second, about 1 minute left" */
export function howFar(job) {
  /** @type {(number: number) => string} */
  const count = (number) => number.toLocaleString("en");
  if (job.state === "done") return `${count(job.rows)} of ${count(job.rows)} done.`;
  if (job.state === "queued") return `Waiting to begin: ${count(job.rows)} ${job.rows === 1 ? "row" : "rows"}.`;
  const parts = [`${count(job.done)} of ${count(job.rows)} done`];
  if (job.rate) parts.push(`${job.rate < 10 ? job.rate.toFixed(1) : Math.round(job.rate)} a second`);
  if (job.remaining_s) parts.push(`about ${lasting(job.remaining_s)} left`);
  return `${parts.join(", ")}.`;
}

/** @type {(seconds: number) => string} */
function lasting(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}
